import { type BatchLayout, chunkRows, rowWindow } from "../kernels/batch_layout.ts";
import type { GpuCall } from "../device/gpu_call.ts";

/**
 * `product = rows · weights` or `rows · weightsᵀ` for packed rows, with weights that do not depend on the step.
 *
 * @param rows `[pairs, depth]`.
 * @param depth Length of the rows.
 * @param weights `[depth, columns]`, or `[columns, depth]` if transposed.
 * @param columns Number of columns of the product.
 * @param product `[pairs, columns]`.
 */
export function multiplyRows(
  call: GpuCall,
  layout: BatchLayout,
  rows: GPUBuffer,
  depth: number,
  weights: { buffer: GPUBuffer; transposed: boolean },
  columns: number,
  product: GPUBuffer,
): void {
  const { shaders } = call.backend;
  for (const chunk of layout.chunks) {
    const { packed } = chunkRows(layout, chunk);
    const { shader, tile } = shaders.product(
      weights.transposed ? "right" : "neither",
      packed[1] - packed[0],
      columns,
    );
    const left = rowWindow(rows, depth, packed);
    const target = rowWindow(product, columns, packed);
    call.dispatch(
      shader,
      [left.binding, weights.buffer, target.binding],
      [
        ...packed,
        columns,
        ...[0, depth],
        depth,
        0,
        ...[depth, left.origin],
        ...[weights.transposed ? depth : columns, 0],
        target.origin,
      ],
      Math.ceil(columns / tile.columns),
      Math.ceil((packed[1] - packed[0]) / tile.rows),
    );
  }
}
