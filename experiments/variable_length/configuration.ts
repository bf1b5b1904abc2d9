import { type RunConfig, runConfigSchema } from "@bnlstm/train";
import type { Arm } from "./arm.ts";

type Settings = Record<string, Record<string, unknown>>;

/** The defaults of the tasks, smaller where a run would take long, and any texts in one batch. */
const SETTINGS: Readonly<Record<string, Settings>> = {
  "language-id": {
    data: { languages: "ces dan deu_1996 eng fin fra hun ita nld pol spa swe" },
    model: { hiddenSize: 32 },
    training: { batchSize: 32, steps: 200, evaluationBatchSize: 36 },
  },
  "surname-language": {
    model: { hiddenSize: 32 },
    training: { batchSize: 32, steps: 800 },
  },
  "question-answering": {
    data: { words: 1000, batching: "shuffled" },
    // From the start only: what is padding to the other direction is another question (docs/rules.md#r9).
    model: {
      hiddenSize: 48,
      embeddingSize: 48,
      directions: 1,
      recurrentInitializer: "authors",
    },
    optimizer: { learningRate: 4e-3, optimizerEpsilon: 1e-8, clipNorm: 10 },
    training: { batchSize: 32, steps: 400, evaluationBatchSize: 100 },
  },
};

/** The part of the settings each of those that can be changed belongs to. */
const PARTS: Readonly<Record<string, string>> = {
  batching: "data",
  languages: "data",
  sentences: "data",
  words: "data",
  hiddenSize: "model",
  initialStateNoise: "model",
  directions: "model",
  learningRate: "optimizer",
  batchSize: "training",
  steps: "training",
  decay: "statistics",
};

/**
 * The configuration of a run.
 *
 * @param changes Settings to replace, as in `steps=500`.
 * @throws {RangeError} If there is no such task or setting.
 */
export function configuration(
  task: string,
  arm: Arm,
  seed: number,
  changes: readonly string[],
): RunConfig {
  if (!Object.hasOwn(SETTINGS, task)) {
    throw new RangeError(
      `Cannot measure ${task}: tasks are ${Object.keys(SETTINGS).join(", ")}`,
    );
  }
  const given = structuredClone(SETTINGS[task]);
  const { normalization, inputStatistics, minShare } = arm;
  Object.assign(given.model, { normalization, inputStatistics });
  Object.assign(given.training, { seed, logEvery: 1 });
  given.statistics = { minShare };
  for (const change of changes) {
    const [key, text] = change.split("=");
    if (!Object.hasOwn(PARTS, key)) {
      throw new RangeError(`Cannot set ${key}: settings are ${Object.keys(PARTS).join(", ")}`);
    }
    (given[PARTS[key]] ??= {})[key] = Number.isNaN(Number(text)) ? text : Number(text);
  }
  const { steps } = given.training;
  Object.assign(given.training, { evaluateEvery: steps, checkpointEvery: steps });
  return runConfigSchema.parse({ task, backend: "wasm", ...given });
}
