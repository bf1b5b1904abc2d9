import { rowWindow } from "../kernels/batch_layout.ts";
import type { GpuCall } from "../device/gpu_call.ts";
import { sumRows } from "./sum_rows.ts";

/** Number of workgroups that keep a large device busy: with fewer tiles the sum over the rows is split. */
const WORKGROUPS = 256;

/** Number of rows of a part below which splitting gains nothing. */
const SHORTEST_PART = 128;

/** A row-major matrix. */
export interface Rows {
  /** Its floats. */
  buffer: GPUBuffer;
  /** Number of columns. */
  width: number;
}

/**
 * `product = leftᵀ · right`, the gradient of weights, for matrices of many rows.
 *
 * @param left `[rows, leftWidth]`.
 * @param right `[rows, rightWidth]`.
 * @param ranges Ranges of rows, each small enough to bind.
 * @param product `[leftWidth, rightWidth]`.
 */
export function outerProduct(
  call: GpuCall,
  left: Rows,
  right: Rows,
  ranges: readonly (readonly [from: number, to: number])[],
  product: GPUBuffer,
): void {
  const { shaders, bindingLimit } = call.backend;
  const { shader, tile } = shaders.product("left", left.width, right.width);
  const across = Math.ceil(right.width / tile.columns);
  const down = Math.ceil(left.width / tile.rows);
  const size = left.width * right.width;
  ranges.forEach(([from, to], i) => {
    const parts = Math.max(
      1,
      Math.min(
        Math.ceil(WORKGROUPS / (across * down)),
        Math.floor((to - from) / SHORTEST_PART),
        Math.floor(bindingLimit / (4 * size)),
      ),
    );
    const partial = parts > 1 ? call.scratch(parts * size) : product;
    const leftRows = rowWindow(left.buffer, left.width, [from, to]);
    const rightRows = rowWindow(right.buffer, right.width, [from, to]);
    const accumulate = Number(i > 0);
    call.dispatch(
      shader,
      [leftRows.binding, rightRows.binding, partial],
      [
        ...[0, left.width],
        right.width,
        ...[from, to],
        Math.ceil((to - from) / parts),
        parts > 1 ? 0 : accumulate,
        ...[left.width, leftRows.origin],
        ...[right.width, rightRows.origin],
        0,
      ],
      across,
      down,
      parts,
    );
    if (parts > 1) sumRows(call, partial, parts, size, product, accumulate);
  });
}
