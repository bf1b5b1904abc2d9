import type { BnLstmAttributes } from "@bnlstm/core/kernels";
import { type BatchLayout, chunkRows, rowWindow } from "../kernels/batch_layout.ts";
import { floatBits, type GpuCall } from "../device/gpu_call.ts";
import { COLUMN_THREADS, COLUMNS } from "../shaders/columns.ts";

/** What `normalizeInput` works on. */
export interface InputSite {
  /** x Wx `[pairs, 4H]`; replaced by `BN(x Wx; γ_x) + b`. */
  terms: GPUBuffer;
  /** Statistics of the batch `[2, S, 4H]`, an output; absent if none are computed. */
  statistics?: GPUBuffer;
  /** Prior `[2, R, 4H]`. */
  prior: GPUBuffer;
  /** R. */
  priorRows: number;
  /** γ_x `[4H]`. */
  gamma: GPUBuffer;
  /** b `[4H]`. */
  bias: GPUBuffer;
  /** μ̂ and rstd `[S, 2, 4H]`, an output. */
  scale: GPUBuffer;
}

/** Everything about the input term except the product: statistics, normalization and bias, for all steps. */
export function normalizeInput(
  call: GpuCall,
  layout: BatchLayout,
  table: GPUBuffer,
  { sites, schedule, epsilon }: BnLstmAttributes,
  site: InputSite,
): void {
  const { shaders } = call.backend;
  const { timeSteps, steps, pairs } = layout;
  const width = 4 * layout.hiddenSize;
  const across = Math.ceil(width / COLUMNS);
  const normalize = sites.input !== "none";
  const sequence = sites.input === "sequence";

  if (site.statistics) {
    const perStep = sequence ? call.scratch(2 * timeSteps * width) : site.statistics;
    for (const chunk of layout.chunks) {
      const rows = rowWindow(site.terms, width, chunkRows(layout, chunk).packed);
      call.dispatch(
        shaders.moments,
        [rows.binding, perStep, table],
        [width, timeSteps, chunk.from, rows.origin],
        across,
        chunk.to - chunk.from,
      );
    }
    if (sequence) {
      call.dispatch(
        shaders.mergeMoments,
        [perStep, site.statistics, table],
        [width, steps, timeSteps, floatBits(pairs)],
        Math.ceil(width / COLUMN_THREADS),
      );
    }
  }
  for (const chunk of layout.chunks) {
    const rows = rowWindow(site.terms, width, chunkRows(layout, chunk).packed);
    call.dispatch(
      shaders.scaleInput,
      [
        rows.binding,
        site.statistics ?? site.prior,
        site.prior,
        site.gamma,
        site.bias,
        site.scale,
        table,
      ],
      [
        width,
        chunk.from,
        rows.origin,
        sequence ? 1 : timeSteps,
        site.priorRows,
        sequence ? -1 : schedule.priorStep,
        Number(schedule.training),
        Number(normalize),
        Number(sequence),
        floatBits(epsilon),
      ],
      across,
      chunk.to - chunk.from,
    );
  }
}
