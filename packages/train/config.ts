/**
 * The configuration of a run: types, and schemas with every default, range and help text.
 *
 * Nothing here imports tfjs, so that a command line starts quickly.
 *
 * @module
 */

export {
  type RunConfig,
  runConfigSchema,
  TASK_NAMES,
  taskConfigSchemas,
  type TaskName,
} from "./config/run_config.ts";
export type {
  CharacterDataConfig,
  DataConfigs,
  FileDataConfig,
  ForecastDataConfig,
  ImageDataConfig,
  LabeledFileConfig,
  LanguageDataConfig,
  PermutedImageDataConfig,
  QuestionDataConfig,
  SequenceDataConfig,
  StepsConfig,
  TextDataConfig,
  TextFileDataConfig,
} from "./config/data_config.ts";
export type {
  ClassifierConfig,
  ModelConfig,
  ModelConfigs,
  ReaderConfig,
} from "./config/model_config.ts";
export type { OptimizerConfig } from "./config/optimizer_config.ts";
export type { StatisticsConfig } from "./config/statistics_config.ts";
export type { TrainingConfig } from "./config/training_config.ts";
