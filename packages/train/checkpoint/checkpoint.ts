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
  /** Number of updates so far. */
  step: number;
  /** Sizes and meanings that the model took from the data. */
  data: DataShape;
  /** Parameters by name, e.g. `layer0.wh` or `head.weight`. */
  parameters: NamedArrays;
  /** State of the optimizer, e.g. `layer0.wh.meanSquare`. */
  optimizer: NamedArrays;
  /** Moving average of the statistics, updated during training. */
  statistics: ModelStatistics;
  /** Population statistics from a pass over the training set, if one was made. */
  population?: ModelStatistics;
  /** Position in the shuffled training data. */
  sampler: BatchStreamState;
  /** Step of the last evaluation; 0 before the first. */
  evaluatedAt: number;
  /** The best evaluation so far. */
  best?: BestEvaluation;
  /** Versions of the packages that wrote it, by name. */
  versions: Record<string, string>;
}
