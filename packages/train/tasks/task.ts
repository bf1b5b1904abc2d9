import type { DataShape } from "./data_shape.ts";
import type { DataSource } from "./data_source.ts";
import type { HeadlineMetric } from "./headline_metric.ts";
import type { RunConfig } from "../config/run_config.ts";
import type { SuggestedSettings } from "./suggest_settings.ts";
import type { TaskData } from "./task_data.ts";
import type { TaskModel } from "../models/task_model.ts";

/** A task: its data, its model, and the metric by which results are compared. */
export interface Task<Batch> {
  /** What one of its sequences is called, e.g. `image`. */
  noun: string;
  /** The metric by which results are compared. */
  headline: HeadlineMetric;
  /**
   * Loads the data, cut and ordered as the configuration says.
   *
   * @throws {Error} If a file cannot be reached, or is not what its name says.
   */
  load(config: RunConfig, source: DataSource): Promise<TaskData<Batch>>;
  /**
   * Suggests settings that suit the data, for those that the user does not give; absent if the data is always
   * the same. Others have their defaults.
   */
  suggest?(data: Pick<TaskData<Batch>, "shape" | "sizes">): Partial<SuggestedSettings>;
  /**
   * Creates a model with fresh parameters, the same for the same configuration on every backend.
   *
   * @throws {RangeError} If a size is not a positive whole number.
   */
  createModel(config: RunConfig, shape: DataShape): TaskModel<Batch>;
}
