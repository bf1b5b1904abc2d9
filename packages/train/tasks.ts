/**
 * What a task is, all tasks by name, and the metrics by which results are compared.
 *
 * @module
 */

export { TASKS } from "./tasks/tasks.ts";
export { type SuggestedSettings, suggestSettings } from "./tasks/suggest_settings.ts";
export { type SequenceReading, sequenceReadingSchema } from "./tasks/sequence_reading.ts";
export type { Task } from "./tasks/task.ts";
export type {
  BatchPass,
  BatchStream,
  BatchStreamState,
  Split,
  TaskData,
  TextPasses,
} from "./tasks/task_data.ts";
export { sequenceTaskData, type SequenceTaskOptions } from "./tasks/sequence_task_data.ts";
export { characterTaskData } from "./tasks/character_task_data.ts";
export type { DataShape } from "./tasks/data_shape.ts";
export type { DataSource } from "./tasks/data_source.ts";
export {
  ACCURACY,
  BITS_PER_CHARACTER,
  ERROR,
  type HeadlineMetric,
  MASE,
} from "./tasks/headline_metric.ts";
