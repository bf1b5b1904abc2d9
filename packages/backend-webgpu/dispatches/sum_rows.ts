import type { GpuCall } from "../device/gpu_call.ts";
import { COLUMN_THREADS } from "../shaders/columns.ts";

/** Workgroups of `sumRows` side by side; wider matrices take several rows of them. */
const SUM_GROUPS = 4096;

/**
 * Sums of the columns of a matrix.
 *
 * @param matrix `[rows, width]`.
 * @param sums `[width]`.
 * @param accumulate 1 to add to what `sums` holds, 0 to replace it.
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
