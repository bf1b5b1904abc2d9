import type { BnLstmAttributes } from "@bnlstm/core/kernels";
import { type BatchLayout, chunkRows, rowWindow } from "../kernels/batch_layout.ts";
import { floatBits, type GpuCall } from "../device/gpu_call.ts";
import { multiplyRows } from "./multiply_rows.ts";
import { sumRows } from "./sum_rows.ts";
import { COLUMNS } from "../shaders/columns.ts";

/** What `differentiateInput` works on. */
export interface InputSiteGradient {
  /** Packed x `[pairs, I]`. */
  x: GPUBuffer;
  /** Wx `[I, 4H]`. */
  wx: GPUBuffer;
  /** Gradient of the normalized input term `[pairs, 4H]`; replaced by that of x Wx. */
  gradients: GPUBuffer;
  /** μ̂ and rstd `[S, 2, 4H]`. */
  scale: GPUBuffer;
  /** γ_x `[4H]`. */
  gamma: GPUBuffer;
}

/**
 * Backward through the normalization of the input term at every step. x Wx is recomputed, which is cheaper than
 * keeping it.
 *
 * @returns The gradients of b and, if the site is normalized, of γ_x `[2, 4H]`.
 */
export function differentiateInput(
  call: GpuCall,
  layout: BatchLayout,
  table: GPUBuffer,
  { sites, schedule }: BnLstmAttributes,
  { x, wx, gradients, scale, gamma }: InputSiteGradient,
): GPUBuffer {
  const { shaders } = call.backend;
  const { steps, pairs, inputSize } = layout;
  const width = 4 * layout.hiddenSize;
  const across = Math.ceil(width / COLUMNS);
  const normalize = sites.input !== "none";
  const sequence = Number(sites.input === "sequence");
  const terms = normalize ? call.scratch(pairs * width) : undefined;
  if (terms) {
    multiplyRows(call, layout, x, inputSize, { buffer: wx, transposed: false }, width, terms);
  }

  const perStep = call.scratch(steps * 2 * width);
  for (const chunk of layout.chunks) {
    const { packed } = chunkRows(layout, chunk);
    const { binding, origin } = rowWindow(gradients, width, packed);
    call.dispatch(
      shaders.inputSums,
      [binding, terms ? rowWindow(terms, width, packed).binding : wx, scale, perStep, table],
      [width, chunk.from, origin, Number(normalize), sequence],
      across,
      chunk.to - chunk.from,
    );
  }
  const sums = call.scratch(2 * width);
  sumRows(call, perStep, steps, 2 * width, sums);
  if (!terms) return sums;
  for (const chunk of layout.chunks) {
    const { packed } = chunkRows(layout, chunk);
    const { binding, origin } = rowWindow(gradients, width, packed);
    const termRows = rowWindow(terms, width, packed).binding;
    call.dispatch(
      shaders.inputGradient,
      [binding, termRows, scale, gamma, sequence ? sums : perStep, table],
      [
        width,
        chunk.from,
        origin,
        sequence,
        floatBits(schedule.training ? 1 / pairs : 0),
      ],
      across,
      chunk.to - chunk.from,
    );
  }
  return sums;
}
