/**
 * Training of batch-normalized LSTMs: configuration, model, loop, evaluation and checkpoints.
 *
 * Nothing here depends on a runtime: the command line and the browser use the same loop. The tfjs backend
 * and, in Deno, `@bnlstm/train/gradients` are imported by whoever trains.
 *
 * @module
 */

export * from "./models/attentive_reader.ts";
export type * from "./loop/best_evaluation.ts";
export * from "./models/character_model.ts";
export type * from "./checkpoint/checkpoint.ts";
export type * from "./config/data_config.ts";
export type * from "./tasks/data_shape.ts";
export type * from "./tasks/data_source.ts";
export * from "./checkpoint/decode_checkpoint.ts";
export * from "./checkpoint/encode_checkpoint.ts";
export * from "./loop/estimate_population.ts";
export * from "./loop/evaluate.ts";
export * from "./models/generate_text.ts";
export * from "./tasks/headline_metric.ts";
export * from "./loop/learning_rate.ts";
export * from "./tasks/load_task_data.ts";
export type * from "./config/model_config.ts";
export type * from "./checkpoint/named_arrays.ts";
export * from "./loop/non_finite_error.ts";
export type * from "./config/optimizer_config.ts";
export type * from "./loop/pass_options.ts";
export * from "./checkpoint/read_safetensors.ts";
export * from "./checkpoint/restore_model.ts";
export * from "./config/run_config.ts";
export * from "./checkpoint/safetensors_file.ts";
export * from "./models/sample_symbol.ts";
export * from "./models/sequence_classifier.ts";
export * from "./models/softmax_model.ts";
export type * from "./config/statistics_config.ts";
export type * from "./tasks/sequence_reading.ts";
export * from "./tasks/suggest_settings.ts";
export type * from "./tasks/task.ts";
export type * from "./tasks/task_data.ts";
export type * from "./models/task_model.ts";
export * from "./tasks/tasks.ts";
export type * from "./config/training_config.ts";
export type * from "./loop/training_event.ts";
export * from "./loop/training_run.ts";
export * from "./checkpoint/write_safetensors.ts";
