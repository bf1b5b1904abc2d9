/**
 * Training of batch-normalized LSTMs: the loop, evaluation and checkpoints.
 *
 * Nothing here depends on a runtime: the command line and the browser use the same loop. Import a tfjs backend
 * and, in Deno and Node, `@bnlstm/core/gradients` yourself.
 *
 * @module
 */

export type { Checkpoint } from "./checkpoint/checkpoint.ts";
export { decodeCheckpoint } from "./checkpoint/decode_checkpoint.ts";
export { encodeCheckpoint } from "./checkpoint/encode_checkpoint.ts";
export type { NamedArray, NamedArrays } from "./checkpoint/named_arrays.ts";
export { restoreModel } from "./checkpoint/restore_model.ts";
export { type RunConfig, runConfigSchema, type TaskName } from "./config/run_config.ts";
export type { BestEvaluation } from "./loop/best_evaluation.ts";
export { estimatePopulation } from "./loop/estimate_population.ts";
export { evaluate, type Evaluation } from "./loop/evaluate.ts";
export { NonFiniteError } from "./loop/non_finite_error.ts";
export type { PassOptions } from "./loop/evaluate.ts";
export type {
  CheckpointEvent,
  DoneEvent,
  EvaluationEvent,
  LogEvent,
  StepEvent,
  StepMetrics,
  TrainingEvent,
} from "./loop/training_event.ts";
export type { ProcessGroup } from "./loop/process_group.ts";
export { TrainingRun, type TrainingRunOptions } from "./loop/training_run.ts";
export { generateText, type GenerateTextOptions } from "./models/generate_text.ts";
export type { SamplingOptions } from "./models/sample_symbol.ts";
export type { Score, ScoreOptions, TaskModel } from "./models/task_model.ts";
export {
  type ClassScore,
  type ClassScores,
  type ConfusionMatrix,
  countConfusion,
  scoreClasses,
} from "./prediction/class_scores.ts";
export { classPass, forecastPass } from "./prediction/file_pass.ts";
export {
  type ForecastErrors,
  forecastErrors,
  type HorizonErrors,
} from "./prediction/forecast_errors.ts";
export type { InputSequence, UnseenCounts } from "./prediction/inputs_of.ts";
export {
  type ForecastValues,
  LoadedForecaster,
  loadForecaster,
} from "./prediction/loaded_forecaster.ts";
export {
  type ClassPrediction,
  LoadedModel,
  loadModel,
  type PredictOptions,
} from "./prediction/loaded_model.ts";
export { loadTaskData } from "./tasks/load_task_data.ts";
export type { RowShare } from "./tasks/row_share.ts";
export type { DataShape } from "./tasks/data_shape.ts";
export type { DataSource } from "./tasks/data_source.ts";
export type {
  BatchPass,
  BatchStream,
  BatchStreamState,
  Split,
  TaskData,
  TextPasses,
} from "./tasks/task_data.ts";
