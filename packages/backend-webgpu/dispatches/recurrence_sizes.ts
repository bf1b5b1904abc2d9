import type { BnLstmAttributes } from "@bnlstm/core/kernels";
import type { BatchLayout } from "../kernels/batch_layout.ts";
import { floatBits } from "../device/gpu_call.ts";

/** What the time-step kernels need to know besides the layout of the batch. */
export interface RecurrenceOptions {
  /** Number of rows of the priors of the hidden and the cell site. */
  priorRows: readonly [hidden: number, cell: number];
  /** Whether the normalized hidden terms of every step are kept. */
  keepTerms: boolean;
  /** Whether there is a gradient of the returned sequence. */
  hasSequences: boolean;
  /** Index of the first bound float of gates, hidden terms, states, gradients of states, and sequences. */
  origins: readonly [
    gates: number,
    terms: number,
    states: number,
    gradients: number,
    sequences: number,
  ];
}

/** The block of uniforms of the time-step kernels, field by field as in `RECURRENCE_STRUCT`. */
export function recurrenceSizes(
  { batchSize, hiddenSize, timeSteps }: BatchLayout,
  { sites, schedule, epsilon }: BnLstmAttributes,
  { priorRows, keepTerms, hasSequences, origins }: RecurrenceOptions,
): number[] {
  return [
    batchSize,
    hiddenSize,
    timeSteps,
    ...priorRows,
    schedule.priorStep,
    Number(schedule.training),
    Number(sites.hidden !== "none"),
    Number(sites.cell !== "none"),
    Number(keepTerms),
    Number(hasSequences),
    floatBits(epsilon),
    ...origins,
  ];
}
