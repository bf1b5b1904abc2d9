import { type BatchLayout, chunkRows, rowWindow } from "../kernels/batch_layout.ts";
import type { GpuCall } from "../device/gpu_call.ts";
import { COLUMNS } from "../shaders/columns.ts";

/**
 * The packed form of a padded matrix, or the matrix itself if no row has padding.
 *
 * @param padded `[T B, width]`.
 */
export function packRows(
  call: GpuCall,
  layout: BatchLayout,
  table: GPUBuffer,
  padded: GPUBuffer,
  width: number,
): GPUBuffer {
  if (!layout.padded) return padded;
  const packed = call.scratch(layout.pairs * width);
  for (const chunk of layout.chunks) {
    const rows = chunkRows(layout, chunk);
    const source = rowWindow(padded, width, rows.padded);
    const target = rowWindow(packed, width, rows.packed);
    call.dispatch(
      call.backend.shaders.copyRows,
      [source.binding, target.binding, table],
      [width, layout.batchSize, chunk.from, 1, 0, source.origin, target.origin],
      Math.ceil(width / COLUMNS),
      chunk.to - chunk.from,
    );
  }
  return packed;
}

/**
 * Writes a padded matrix from its packed form, zero in the padding.
 *
 * @param packed `[rowsBefore + pairs, width]`.
 * @param rowsBefore Number of rows in front of the packed ones.
 * @param padded `[T B, width]`.
 */
export function unpackRows(
  call: GpuCall,
  layout: BatchLayout,
  table: GPUBuffer,
  packed: GPUBuffer,
  rowsBefore: number,
  width: number,
  padded: GPUBuffer,
): void {
  const { timeSteps, batchSize, pairs } = layout;
  if (!layout.padded) {
    call.copy(packed, rowsBefore * width, padded, 0, pairs * width);
    return;
  }
  call.clear(padded, 0, timeSteps * batchSize * width);
  for (const chunk of layout.chunks) {
    const rows = chunkRows(layout, chunk);
    const [from, to] = rows.packed;
    const source = rowWindow(packed, width, [rowsBefore + from, rowsBefore + to]);
    const target = rowWindow(padded, width, rows.padded);
    call.dispatch(
      call.backend.shaders.copyRows,
      [source.binding, target.binding, table],
      [width, batchSize, chunk.from, 0, rowsBefore, source.origin, target.origin],
      Math.ceil(width / COLUMNS),
      chunk.to - chunk.from,
    );
  }
}
