/**
 * Training of batch-normalised LSTMs: configuration, model, loop, evaluation and checkpoints.
 *
 * Nothing here depends on a runtime: the command line and the browser use the same loop. The tfjs backend
 * and, in Deno, `@bnlstm/train/gradients` are imported by whoever trains.
 *
 * @module
 */

export * from "./attentive_reader.ts";
export type * from "./best_evaluation.ts";
export * from "./character_model.ts";
export type * from "./checkpoint.ts";
export type * from "./data_config.ts";
export type * from "./data_shape.ts";
export type * from "./data_source.ts";
export * from "./decode_checkpoint.ts";
export * from "./encode_checkpoint.ts";
export * from "./estimate_population.ts";
export * from "./evaluate.ts";
export * from "./generate_text.ts";
export * from "./headline_metric.ts";
export * from "./learning_rate.ts";
export * from "./load_task_data.ts";
export type * from "./model_config.ts";
export type * from "./named_arrays.ts";
export * from "./non_finite_error.ts";
export type * from "./optimizer_config.ts";
export type * from "./pass_options.ts";
export * from "./read_safetensors.ts";
export * from "./restore_model.ts";
export * from "./run_config.ts";
export * from "./safetensors_file.ts";
export * from "./sample_symbol.ts";
export * from "./sequence_classifier.ts";
export * from "./softmax_model.ts";
export type * from "./statistics_config.ts";
export type * from "./task.ts";
export type * from "./task_data.ts";
export type * from "./task_model.ts";
export * from "./tasks.ts";
export type * from "./training_config.ts";
export type * from "./training_event.ts";
export * from "./training_run.ts";
export * from "./write_safetensors.ts";
