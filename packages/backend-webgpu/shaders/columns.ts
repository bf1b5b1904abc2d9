/**
 * Number of columns that a workgroup of the kernels over all steps handles; its other dimension is over the
 * rows.
 */
export const COLUMNS = 16;

/** Number of threads of such a workgroup. */
export const COLUMN_THREADS = 64;

/**
 * Sums over the rows of a block of the batch, each thread starting with row `lane` of column `column`.
 * `columnSum` contains two barriers: call it only in uniform control flow.
 */
export const COLUMN_SUM = `
const COLUMNS = ${COLUMNS}u;
const LANES = ${COLUMN_THREADS / COLUMNS}u;
var<workgroup> parts: array<vec2f, ${COLUMN_THREADS}>;

fn columnSum(value: vec2f, column: u32, lane: u32) -> vec2f {
  workgroupBarrier();
  parts[lane * COLUMNS + column] = value;
  workgroupBarrier();
  var sum = vec2f(0.0);
  for (var q = 0u; q < LANES; q++) { sum += parts[q * COLUMNS + column]; }
  return sum;
}
`;
