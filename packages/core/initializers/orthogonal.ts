import { aFunction, check, integer, MOST_ELEMENTS } from "../math/_rules.ts";
import { blockReflector, reflectPanel } from "./_block_reflector.ts";
import { gaussian } from "./gaussian.ts";

/** Number of reflections applied together: a multiple of 4, the fastest of those tried at 2000 x 2000. */
const BLOCK = 64;

/**
 * A random matrix with orthonormal rows, or orthonormal columns if it has more rows than columns: the
 * initial weights of the paper's experiments (section 5).
 *
 * The distribution is uniform (the Haar measure): that of Q in the QR decomposition of a Gaussian matrix, with
 * a positive diagonal of R. Stewart (1980, "The efficient generation of random orthogonal matrices") showed
 * that the matrix itself is not needed: its Householder reflections are those of independent Gaussian vectors.
 * Only their product has to be formed, here in blocks. Computed in float64 and rounded once.
 *
 * @param rows Number of rows.
 * @param columns Number of columns.
 * @param random Source of uniform numbers in `[0, 1)`, such as `uniformSource(seed)`.
 * @returns `[rows, columns]`, row-major.
 * @throws {RangeError} If a size is not a whole number of at least 1.
 *
 * @example
 * ```ts
 * import { orthogonal, uniformSource } from "@bnlstm/core/initializers";
 *
 * const wh = orthogonal(100, 100, uniformSource(1));
 * ```
 */
export function orthogonal(rows: number, columns: number, random: () => number): Float32Array {
  const attempt = "make an orthogonal matrix";
  check(attempt, { rows, random }, { rows: integer(1, MOST_ELEMENTS), random: aFunction });
  integer(1, Math.floor(MOST_ELEMENTS / rows))(attempt, "columns", columns);
  // Q [m, n] has orthonormal columns. It is kept in panels [⌈n / 4⌉, height, 4] of four columns each.
  const m = Math.max(rows, columns);
  const n = Math.min(rows, columns);
  const height = 4 * Math.ceil(m / 4);
  const panels = new Float64Array(Math.ceil(n / 4) * height * 4);
  const at = (i: number, j: number) => ((j >> 2) * height + i) * 4 + (j & 3);

  // Q = H₁ H₂ … Hₙ D is formed from the last reflection to the first, so that those before a block have
  // yet to touch the rows and columns above and left of it.
  const work = new Float64Array(BLOCK * 4);
  for (let start = BLOCK * Math.floor((n - 1) / BLOCK); start >= 0; start -= BLOCK) {
    const vectors: Float64Array[] = [];
    for (let k = Math.min(n, start + BLOCK) - 1; k >= start; k--) {
      const vector = gaussian(m - k, random);
      // D makes the diagonal of R positive: the reflection sends the vector to −sign(x₁) |x| e₁.
      panels[at(k, k)] = vector[0] < 0 ? 1 : -1;
      toReflection(vector);
      vectors.unshift(vector);
    }
    const reflector = blockReflector(vectors, height - start);
    for (let panel = start; panel < n; panel += 4) {
      reflectPanel(reflector, panels, at(start, panel), work);
    }
  }

  const matrix = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      matrix[i * columns + j] = panels[rows < columns ? at(j, i) : at(i, j)];
    }
  }
  return matrix;
}

/**
 * Turns x, in place, into the v of its Householder reflection `I − v vᵀ`, which sends x to a multiple of
 * e₁; v has squared length 2. The zero vector stays as it is.
 */
function toReflection(x: Float64Array): void {
  let square = 0;
  for (const value of x) square += value * value;
  if (square === 0) return;
  const norm = Math.sqrt(square);
  const scale = 1 / Math.sqrt(norm * (norm + Math.abs(x[0])));
  x[0] += x[0] < 0 ? -norm : norm;
  for (let i = 0; i < x.length; i++) x[i] *= scale;
}
