import type { GpuCall } from "../device/gpu_call.ts";
import { COLUMN_THREADS } from "../shaders/columns.ts";

/** Largest number of workgroups of `sumRows` in one dimension; wider matrices use a second dimension. */
const SUM_GROUPS = 4096;

/**
 * Adds up the rows of a matrix.
 *
 * @param matrix `[rows, width]`.
 * @param sums `[width]`.
 * @param accumulate 1 to add to `sums`, 0 to overwrite it.
 */
export function sumRows(
  call: GpuCall,
  matrix: GPUBuffer,
  rows: number,
  width: number,
  sums: GPUBuffer,
  accumulate = 0,
): void {
  const groups = Math.ceil(width / COLUMN_THREADS);
  const across = Math.min(groups, SUM_GROUPS);
  call.dispatch(
    call.backend.shaders.sumRows,
    [matrix, sums],
    [rows, width, accumulate, across * COLUMN_THREADS],
    across,
    Math.ceil(groups / across),
  );
}
