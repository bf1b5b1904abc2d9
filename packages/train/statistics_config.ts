import { z } from "zod";

/** How population statistics are estimated. */
export interface StatisticsConfig {
  /** Estimator of the pass over the training set after training (rule R5a). */
  population: "pooled" | "average";
  /** Training batches that this pass goes over, drawn at random; 0 for all of an epoch. */
  populationBatches: number;
  /** Weight of the old value in the moving average kept while training (rule R5b). */
  decay: number;
  /** What this average is of: minibatches, each of the same weight, or rows. */
  averageOf: "minibatches" | "rows";
  /** κ: pseudo-rows that statistics of few rows are shrunk with (rule R7). */
  kappa: number;
  /** Rows a step must have seen for its statistics to be used. */
  minCount: number;
}

/** Schema of {@linkcode StatisticsConfig}, with defaults and help texts. */
export const statisticsConfigSchema: z.ZodType<StatisticsConfig> = z.strictObject({
  population: z.enum(["pooled", "average"]).default("pooled")
    .describe(
      "population statistics after training: exact, or the paper's mean of batch estimates",
    ),
  populationBatches: z.int().min(0).default(0)
    .describe("training batches that they are estimated from, 0: all of an epoch"),
  // At the start of a run weights change so fast that the statistics of 100 steps ago mislead.
  decay: z.number().min(0).lt(1).default(0.9)
    .describe("weight of the old value in the moving average of the statistics"),
  averageOf: z.enum(["minibatches", "rows"]).default("minibatches")
    .describe("what the moving average is of: minibatches of the same weight, or rows"),
  kappa: z.number().min(0).default(8)
    .describe("pseudo-rows that statistics of few rows are shrunk with"),
  minCount: z.int().min(1).default(8)
    .describe("rows a step must have seen for its statistics to be used"),
});
