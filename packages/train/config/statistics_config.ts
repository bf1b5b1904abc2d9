import { DEFAULT_MIN_SHARE } from "@bnlstm/core/kernels";
import { DEFAULT_DECAY } from "@bnlstm/core/statistics";
import * as z from "zod";

/** How population statistics are estimated. */
export interface StatisticsConfig {
  /** Estimator of the pass over the training set that follows training. */
  population: "pooled" | "average";
  /** Training batches in this pass, drawn at random; 0 for a whole epoch. */
  populationBatches: number;
  /** Weight of the old value in the moving average kept while training. */
  decay: number;
  /** Smallest share of active rows for which a step uses only its own statistics. */
  minShare: number;
}

/** Schema of {@linkcode StatisticsConfig}, with defaults and help texts. */
export const statisticsConfigSchema: z.ZodType<StatisticsConfig> = z.strictObject({
  population: z.enum(["pooled", "average"]).default("pooled")
    .describe(
      "population statistics after training: exact, or the paper's mean of batch estimates",
    ),
  populationBatches: z.int().min(0).default(0)
    .describe("training batches to estimate them from, 0: a whole epoch"),
  decay: z.number().min(0).lt(1).default(DEFAULT_DECAY)
    .describe("weight of the old value in the moving average of the statistics"),
  minShare: z.number().min(0).max(1).default(DEFAULT_MIN_SHARE)
    .describe("smallest share of active rows for which a step uses only its own statistics"),
});
