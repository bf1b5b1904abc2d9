import { rowWindow } from "./batch_layout.ts";
import type { GpuCall } from "./gpu_call.ts";

/** Workgroups that keep a large device busy: below this many tiles the sum over the rows is cut. */
const WORKGROUPS = 256;

/** Rows of a part below which cutting gains nothing. */
const SHORTEST_PART = 128;

/** A row-major matrix. */
export interface Rows {
  /** Its floats. */
  buffer: GPUBuffer;
  /** Its columns. */
  width: number;
}

/**
 * `product = leftᵀ · right`, the gradient of weights, for matrices of many rows.
 *
 * @param left `[rows, leftWidth]`.
 * @param right `[rows, rightWidth]`.
 * @param ranges The rows, in parts small enough to bind.
 * @param product `[leftWidth, rightWidth]`.
 */
export function outerProduct(
  call: GpuCall,
  left: Rows,
  right: Rows,
  ranges: readonly (readonly [from: number, to: number])[],
  product: GPUBuffer,
): void {
  const { shaders, tuning, bindingLimit } = call.backend;
  const across = Math.ceil(right.width / tuning.tile);
  const down = Math.ceil(left.width / tuning.tile);
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
      shaders.product.left,
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
  const groups = Math.ceil(width / 64);
  const across = Math.min(groups, SUM_GROUPS);
  call.dispatch(
    call.backend.shaders.sumRows,
    [matrix, sums],
    [rows, width, accumulate, across * 64],
    across,
    Math.ceil(groups / across),
  );
}
