import type { DataConfigs, TaskName } from "./data_config.ts";
import type { ModelConfigs } from "./model_config.ts";
import type { OptimizerConfig } from "./optimizer_config.ts";
import type { StatisticsConfig } from "./statistics_config.ts";
import type { TrainingConfig } from "./training_config.ts";

/** Defaults of a task that differ from those of the schemas it shares with others. */
interface TaskDefaults<Name extends TaskName> {
  data?: Partial<DataConfigs[Name]>;
  model?: Partial<ModelConfigs[Name]>;
  optimizer?: Partial<OptimizerConfig>;
  training?: Partial<TrainingConfig>;
  statistics?: Partial<StatisticsConfig>;
}

const MNIST_TRAINING: Partial<TrainingConfig> = {
  steps: 5000, // 6.4 epochs
  logEvery: 50,
  evaluateEvery: 250,
  checkpointEvery: 250,
};

/**
 * Defaults that belong to a task, for runs of a few minutes on a laptop. For tasks on your own files, sizes and
 * steps also follow from the data.
 */
export const TASK_DEFAULTS: { readonly [Name in TaskName]: TaskDefaults<Name> } = {
  "sequential-mnist": {
    model: { initialStateNoise: 0.1 }, // the first pixels are constant: noise gives them a variance
    training: MNIST_TRAINING,
  },
  "permuted-mnist": { training: MNIST_TRAINING },
  "character-lm": {
    model: {
      hiddenSize: 128,
      recurrentInitializer: "orthogonal-gates",
      softmaxInitializer: "normal",
    },
    // Of those tried, this rate was best for the plain LSTM and second best for BN-LSTM.
    optimizer: { learningRate: 4e-2, optimizerEpsilon: 1e-7 },
    training: { batchSize: 32, steps: 1000, logEvery: 20, evaluationBatchSize: 250 },
    statistics: { populationBatches: 200 },
  },
  "question-answering": {
    model: {
      hiddenSize: 48,
      inputStatistics: "sequence",
      recurrentInitializer: "orthogonal-gates",
    },
    optimizer: { learningRate: 4e-3, optimizerEpsilon: 1e-7, clipNorm: 10 },
    training: { batchSize: 32, steps: 800, logEvery: 50, evaluationBatchSize: 100 }, // 4.5 epochs
  },
  "language-id": {
    model: { hiddenSize: 50 },
    training: {
      batchSize: 32,
      steps: 300,
      logEvery: 5,
      evaluateEvery: 25,
      evaluationBatchSize: 36,
      checkpointEvery: 25,
    },
  },
  "surname-language": {},
  "sequence-classification": {
    model: { initialStateNoise: 0.1 }, // sequences may begin constant
  },
  "text-classification": { training: { batchSize: 32 } },
  "forecasting": { model: { hiddenSize: 32 }, optimizer: { learningRate: 3e-3 } },
};
