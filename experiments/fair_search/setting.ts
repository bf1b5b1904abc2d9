import { type RunConfig, runConfigSchema } from "@bnlstm/train";

/** What is compared: batch-normalized, plain and layer-normalized. */
export type Model = "BN-LSTM" | "LSTM" | "LN-LSTM";

/** What the search chooses, for each model by itself. */
export interface Choice {
  /** Learning rate before the schedule. */
  learningRate: number;
  /** How the weights of the LSTM start. */
  recurrentInitializer: RunConfig["model"]["recurrentInitializer"];
  /** Largest global norm of the gradient; 0 for no limit. */
  clipNorm: number;
  /** Standard deviation of the noise on h_0; absent where the task has none. */
  initialStateNoise?: number;
}

/** A comparison: data and sizes, the same for both models. */
export interface Setting {
  /** What the tables call it. */
  title: string;
  /** The models that are compared: layer normalization where sequences are short and of one length. */
  models: readonly Model[];
  /** Settings by table of a recipe, as `runConfigSchema` takes them. */
  config: Record<string, unknown>;
  /** Where the search starts. */
  start: Choice;
  /** Learning rates to be tried. */
  learningRates: number[];
  /** The other value of the noise on h_0 to be tried, if any. */
  noises: number[];
}

/** Where pixels are constant for long, BN-LSTM cannot do without noise: the search starts with it there. */
const START: Choice = {
  learningRate: 1e-2,
  recurrentInitializer: "authors",
  clipNorm: 1,
  initialStateNoise: 0,
};

/** What all comparisons have in common: Adam, a half cosine, one evaluation at each tenth of the run. */
function setting(
  given: Omit<Setting, "config" | "start" | "learningRates" | "models"> & Partial<Setting> & {
    task: string;
    data: object;
    hiddenSize: number;
    batchSize: number;
    steps: number;
  },
): Setting {
  const { title, task, data, hiddenSize, batchSize, steps, noises } = given;
  return {
    title,
    models: given.models ?? ["BN-LSTM", "LSTM"],
    noises,
    learningRates: given.learningRates ?? [1e-3, 3e-3, 1e-2, 2e-2, 4e-2, 8e-2],
    start: given.start ?? START,
    config: {
      task,
      backend: "wasm",
      data,
      model: { hiddenSize, softmaxInitializer: "orthogonal" },
      optimizer: { name: "adam", optimizerEpsilon: 1e-8, schedule: "cosine" },
      training: {
        batchSize,
        steps,
        logEvery: Math.ceil(steps / 50),
        evaluateEvery: Math.ceil(steps / 10),
        checkpointEvery: steps,
        evaluationBatchSize: 250,
      },
      statistics: { populationBatches: 100 },
    },
  };
}

/** Pixels of MNIST averaged to so many in a row. */
const pixels = (imageSize: number) => ({
  imageSize,
  trainExamples: 50_000,
  validExamples: 2000,
  testExamples: 10_000,
});

/** The comparisons by name. */
export const SETTINGS: Readonly<Record<string, Setting>> = {
  "language-id": setting({
    title: "`language-id`, paragraphs of 6 to 685 characters",
    task: "language-id",
    data: {},
    hiddenSize: 50,
    batchSize: 32,
    steps: 150,
    noises: [],
  }),
  "permuted-49": setting({
    title: "`permuted-mnist`, 49 steps",
    task: "permuted-mnist",
    data: pixels(7),
    hiddenSize: 100,
    batchSize: 64,
    steps: 300,
    models: ["BN-LSTM", "LSTM", "LN-LSTM"],
    noises: [0.1],
  }),
  "surname-language": setting({
    title: "`surname-language`, 2 to 24 letters",
    task: "surname-language",
    data: {},
    hiddenSize: 100,
    batchSize: 64,
    steps: 600,
    noises: [],
  }),
  "sequential-49": setting({
    title: "`sequential-mnist`, 49 steps",
    task: "sequential-mnist",
    data: pixels(7),
    hiddenSize: 100,
    batchSize: 64,
    steps: 300,
    models: ["BN-LSTM", "LSTM", "LN-LSTM"],
    start: { ...START, initialStateNoise: 0.1 },
    noises: [0],
  }),
  "character-lm": setting({
    title: "`character-lm`, 100 characters of Brown",
    task: "character-lm",
    data: { corpus: "brown", windowLength: 100, validCharacters: 50_000, testStreams: 50 },
    hiddenSize: 128,
    batchSize: 32,
    steps: 400,
    noises: [],
  }),
  "sequential-196": setting({
    title: "`sequential-mnist`, 196 steps",
    task: "sequential-mnist",
    data: { ...pixels(14), validExamples: 1000 },
    hiddenSize: 100,
    batchSize: 64,
    steps: 400,
    start: { ...START, initialStateNoise: 0.1 },
    noises: [0],
  }),
};

/** The configuration of one run. */
export function runConfig(name: string, model: Model, choice: Choice, seed: number): RunConfig {
  const { config } = SETTINGS[name];
  const { learningRate, clipNorm, ...start } = choice;
  const normalization = model === "BN-LSTM" ? "batch" : "none";
  return runConfigSchema.parse({
    ...config,
    model: { ...config.model as object, normalization, ...start },
    optimizer: { ...config.optimizer as object, learningRate, clipNorm },
    training: { ...config.training as object, seed },
  });
}
