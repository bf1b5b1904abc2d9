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
  /**
   * What is searched: `"all"`; where a run takes long `"rates"`, of which the best has every seed; or `"starts"`,
   * clip norm and noise at one rate with one seed, which compare settings and not models.
   */
  searched: "all" | "rates" | "starts";
  /** Models of which only learning rates are searched, since their runs take ten times as long. */
  ratesOnly: readonly Model[];
}

/** Where the search starts in a task that has no noise on h_0. */
const NOISELESS_TASK_START: Choice = {
  learningRate: 1e-2,
  recurrentInitializer: "authors",
  clipNorm: 1,
};

/** Where it starts elsewhere. */
const START: Choice = { ...NOISELESS_TASK_START, initialStateNoise: 0 };

/** Where pixels are constant for long, BN-LSTM cannot do without noise: the search starts with it there. */
const NOISY_START: Choice = { ...START, initialStateNoise: 0.1 };

/** What all comparisons have in common: Adam, a half cosine, one evaluation at each tenth of the run. */
function setting(
  given: Pick<Setting, "title"> & Partial<Setting> & {
    task: string;
    data: object;
    model: object;
    batchSize: number;
    steps: number;
  },
): Setting {
  const { title, task, data, model, batchSize, steps } = given;
  return {
    title,
    models: given.models ?? ["BN-LSTM", "LSTM"],
    noises: given.noises ?? [],
    searched: given.searched ?? "all",
    ratesOnly: given.ratesOnly ?? [],
    learningRates: given.learningRates ?? [1e-3, 3e-3, 1e-2, 2e-2, 4e-2, 8e-2],
    start: given.start ?? START,
    config: {
      task,
      backend: "wasm",
      data,
      model,
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

/** Questions about four sentences, read both ways; BN-LSTM is the paper's BN-e**. */
const QUESTIONS = {
  task: "question-answering",
  data: { sentences: 4, words: 1000, batching: "similar-lengths" },
  model: { hiddenSize: 48, embeddingSize: 48, directions: 2, inputStatistics: "sequence" },
  batchSize: 32,
  start: NOISELESS_TASK_START,
};

/** The comparisons by name. */
export const SETTINGS: Readonly<Record<string, Setting>> = {
  "language-id": setting({
    title: "`language-id`, paragraphs of 6 to 685 characters",
    task: "language-id",
    data: {},
    model: { hiddenSize: 50, softmaxInitializer: "orthogonal" },
    batchSize: 32,
    steps: 150,
    searched: "rates",
  }),
  "permuted-49": setting({
    title: "`permuted-mnist`, 49 steps",
    task: "permuted-mnist",
    data: pixels(7),
    model: { hiddenSize: 100, softmaxInitializer: "orthogonal" },
    batchSize: 64,
    steps: 300,
    noises: [0.1],
    models: ["BN-LSTM", "LSTM", "LN-LSTM"],
    ratesOnly: ["LN-LSTM"],
  }),
  "permuted-16": setting({
    title: "`permuted-mnist`, 16 steps",
    task: "permuted-mnist",
    data: { ...pixels(4), validExamples: 1000 },
    model: { hiddenSize: 100, softmaxInitializer: "orthogonal" },
    batchSize: 64,
    steps: 200,
    learningRates: [3e-3, 1e-2, 2e-2, 4e-2, 8e-2],
    models: ["BN-LSTM", "LSTM", "LN-LSTM"],
    searched: "rates",
  }),
  "permuted-49-two-layers": setting({
    title: "`permuted-mnist`, 49 steps, two layers",
    task: "permuted-mnist",
    data: pixels(7),
    model: { hiddenSize: 100, layers: 2, softmaxInitializer: "orthogonal" },
    batchSize: 64,
    steps: 300,
    learningRates: [1e-3, 3e-3, 1e-2, 4e-2, 8e-2],
    searched: "rates",
  }),
  "surname-language": setting({
    title: "`surname-language`, 2 to 24 letters",
    task: "surname-language",
    data: {},
    model: { hiddenSize: 100, softmaxInitializer: "orthogonal" },
    batchSize: 64,
    steps: 600,
    searched: "rates",
  }),
  "surname-language-starts": setting({
    title: "`surname-language`, 200 updates",
    task: "surname-language",
    data: {},
    model: { hiddenSize: 100, softmaxInitializer: "orthogonal" },
    batchSize: 64,
    steps: 200,
    learningRates: [2e-2],
    searched: "starts",
  }),
  "sequential-49": setting({
    title: "`sequential-mnist`, 49 steps",
    task: "sequential-mnist",
    data: pixels(7),
    model: { hiddenSize: 100, softmaxInitializer: "orthogonal" },
    batchSize: 64,
    steps: 300,
    start: NOISY_START,
    noises: [0],
  }),
  "character-lm": setting({
    title: "`character-lm`, 100 characters of Brown",
    task: "character-lm",
    data: { corpus: "brown", windowLength: 100, validCharacters: 50_000, testStreams: 50 },
    model: { hiddenSize: 128, softmaxInitializer: "orthogonal" },
    batchSize: 32,
    steps: 300,
    learningRates: [3e-3, 1e-2, 2e-2, 4e-2, 8e-2],
  }),
  "character-lm-starts": setting({
    title: "`character-lm`, 100 updates",
    task: "character-lm",
    data: {
      corpus: "brown",
      windowLength: 100,
      validCharacters: 20_000,
      testCharacters: 20_000,
      testStreams: 50,
    },
    model: { hiddenSize: 128, softmaxInitializer: "normal" },
    batchSize: 32,
    steps: 100,
    learningRates: [4e-2],
    searched: "starts",
  }),
  "question-answering": setting({
    title: "`question-answering`, four sentences of Brown, read both ways",
    ...QUESTIONS,
    steps: 200,
    learningRates: [3e-3, 1e-2, 2e-2, 4e-2, 8e-2],
    searched: "rates",
  }),
  "question-answering-starts": setting({
    title: "`question-answering`, 100 updates",
    ...QUESTIONS,
    steps: 100,
    learningRates: [2e-2],
    searched: "starts",
  }),
  "sequential-196": setting({
    title: "`sequential-mnist`, 196 steps",
    task: "sequential-mnist",
    data: { ...pixels(14), validExamples: 1000 },
    model: { hiddenSize: 100, softmaxInitializer: "orthogonal" },
    batchSize: 64,
    steps: 200,
    learningRates: [3e-3, 1e-2, 2e-2, 4e-2, 8e-2],
    start: NOISY_START,
    searched: "rates",
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
