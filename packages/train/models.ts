/**
 * The models of the tasks: a sequence classifier, a forecaster, a character-level language model and the
 * attentive reader.
 *
 * @module
 */

export { type Classification, SequenceClassifier } from "./models/sequence_classifier.ts";
export { CharacterModel, type CharacterPrediction } from "./models/character_model.ts";
export { type Forecast, Forecaster } from "./models/forecaster.ts";
export { AttentiveReader, type Reading } from "./models/attentive_reader.ts";
export { SoftmaxModel, type SoftmaxTask } from "./models/softmax_model.ts";
export { sampleSymbol, type SamplingOptions } from "./models/sample_symbol.ts";
export type { Score, ScoreOptions, TaskModel } from "./models/task_model.ts";
