import type { ModelStatistics } from "@bnlstm/core";
import type { BestEvaluation } from "../loop/best_evaluation.ts";
import type { DataShape } from "../tasks/data_shape.ts";
import type { NamedArrays } from "./named_arrays.ts";
import type { RunConfig } from "../config/run_config.ts";
import type { BatchStreamState } from "../tasks/task_data.ts";

/** Everything needed to continue a run exactly where it was, or to evaluate its model. */
export interface Checkpoint {
  /** The resolved configuration of the run. */
  config: RunConfig;
  /** Updates so far. */
  step: number;
  /** What the data gave the model. */
  data: DataShape;
  /** Parameters by name, e.g. `layer0.wh` or `head.weight`. */
  parameters: NamedArrays;
  /** State of the optimizer, e.g. `layer0.wh.meanSquare`. */
  optimizer: NamedArrays;
  /** Moving average of the statistics, kept while training. */
  statistics: ModelStatistics;
  /** Population statistics from a pass over the training set, where one was made. */
  population?: ModelStatistics;
  /** Position in the shuffled training data. */
  sampler: BatchStreamState;
  /** Step of the last evaluation; 0 before the first. */
  evaluatedAt: number;
  /** The best evaluation so far. */
  best?: BestEvaluation;
  /** Versions of what wrote it, by package. */
  versions: Record<string, string>;
}
