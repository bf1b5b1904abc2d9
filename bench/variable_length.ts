/**
 * Sequences of different length: what a way to treat statistics of few rows does to training.
 *
 *     deno run -A bench/variable_length.ts TASK ARM SEED [key=value …]
 *
 * ARM is one of
 *
 *     lstm          the plain LSTM
 *     padded        padding enters the statistics
 *     share=S       it does not, and steps that fewer than S of the rows reach are filled up (rule R7);
 *                   with S = 0 none are
 *     sequence=S    as before, with sequence-wise statistics of the input
 *
 * and `key=value` replaces a setting, as in `steps=500`. One JSON line is printed: every step's loss, gradient
 * norm, length and smallest number of rows; and, for the texts of each length in the validation and test
 * sets, their number, mean loss and accuracy.
 *
 * @module
 */

import "@bnlstm/train/gradients";
import { setupWasm } from "@bnlstm/backend-wasm";
import {
  type BatchStream,
  estimatePopulation,
  evaluate,
  loadTaskData,
  NonFiniteError,
  type RunConfig,
  type Score,
  type ScoreOptions,
  SequenceClassifier,
  type TaskData,
  type TaskModel,
  TrainingRun,
} from "@bnlstm/train";
import { runConfigSchema } from "@bnlstm/train/run-config";
import type { SequenceBatch } from "@bnlstm/data";
import * as tf from "@tensorflow/tfjs-core";

/** Settings of the laptop recipes. */
const SETTINGS: Record<string, Record<string, Record<string, unknown>>> = {
  "language-id": {
    model: { hiddenSize: 48 },
    optimizer: { learningRate: 1e-2, schedule: "cosine" },
    training: { batchSize: 32, steps: 300, evaluationBatchSize: 36 },
  },
  "surname-language": {
    model: { hiddenSize: 64 },
    optimizer: { learningRate: 1e-2, schedule: "cosine" },
    training: { batchSize: 64, steps: 1000 },
  },
};

/** A classifier that in training takes padding for input, and reads h where each row ends. */
class PaddedClassifier implements TaskModel<SequenceBatch> {
  readonly #inner: SequenceClassifier;
  readonly parameters: SequenceClassifier["parameters"];

  constructor(inner: SequenceClassifier) {
    this.#inner = inner;
    this.parameters = inner.parameters;
  }

  createStatistics(
    options: Parameters<SequenceClassifier["createStatistics"]>[0],
  ): ReturnType<SequenceClassifier["createStatistics"]> {
    return this.#inner.createStatistics(options);
  }

  score(batch: SequenceBatch, options: ScoreOptions): Score {
    if (options.mode === "eval") return this.#inner.score(batch, options);
    const { inputs, lengths, labels, timeSteps, batchSize, inputSize } = batch;
    return tf.tidy(() => {
      const { hs, batchStatistics } = this.#inner.lstm.apply(
        tf.tensor3d(inputs, [timeSteps, batchSize, inputSize]),
        { mode: "train" },
      );
      const last = new Float32Array(timeSteps * batchSize);
      for (let b = 0; b < batchSize; b++) {
        last[((lengths?.[b] ?? timeSteps) - 1) * batchSize + b] = 1;
      }
      const h = tf.sum(tf.mul(hs!, tf.tensor3d(last, [timeSteps, batchSize, 1])), 0) as tf.Tensor2D;
      const { "head.weight": weight, "head.bias": bias } = this.parameters;
      const logits = tf.add(tf.matMul(h, weight as unknown as tf.Tensor2D), bias) as tf.Tensor2D;
      const probabilities = tf.logSoftmax(logits);
      const right = tf.tensor2d(
        Float32Array.from(
          { length: logits.size },
          (_, i) => Number(i % logits.shape[1] === labels[Math.floor(i / logits.shape[1])]),
        ),
        logits.shape,
      );
      return {
        loss: tf.neg(tf.sum(tf.mul(right, probabilities))),
        correct: tf.sum(
          tf.cast(tf.equal(tf.argMax(logits, 1), tf.tensor1d(labels, "int32")), "float32"),
        ),
        predictions: batchSize,
        batchStatistics,
      } as unknown as Score & Record<string, tf.Tensor>;
    });
  }

  dispose(): void {
    this.#inner.dispose();
  }
}

/** What the length of each row makes of a batch: its number of steps and the rows at the last of them. */
function tail(batch: unknown): [steps: number, rows: number] {
  const { timeSteps, batchSize, lengths } = batch as SequenceBatch;
  return [
    timeSteps,
    lengths?.reduce((n, length) => n + Number(length === timeSteps), 0) ?? batchSize,
  ];
}

/** Batches of one row each as batches of rows of one length. */
function byLength(batches: Iterable<unknown>): SequenceBatch[] {
  const rows = Map.groupBy(batches as Iterable<SequenceBatch>, ({ timeSteps }) => timeSteps);
  return [...rows.values()].map((rows) => {
    const [{ timeSteps, inputSize }] = rows;
    const batchSize = rows.length;
    const inputs = new Float32Array(timeSteps * batchSize * inputSize);
    const labels = new Int32Array(batchSize);
    rows.forEach((row, b) => {
      labels[b] = row.labels[0];
      for (let t = 0; t < timeSteps; t++) {
        const at = t * inputSize;
        inputs.set(row.inputs.subarray(at, at + inputSize), (t * batchSize + b) * inputSize);
      }
    });
    return { inputs, labels, timeSteps, batchSize, inputSize };
  });
}

const [task, arm, seed, ...changes] = Deno.args;
const [kind, share = "0"] = arm.split("=");
const given: Record<string, Record<string, unknown>> = structuredClone(SETTINGS[task]);
given.model.normalization = kind === "lstm" ? "none" : "batch";
given.model.inputStatistics = kind === "sequence" ? "sequence" : "timestep";
given.statistics = { minShare: Number(share) };
given.training.seed = Number(seed);
given.training.logEvery = 1;
for (const change of changes) {
  const [key, text] = change.split("=");
  const group = {
    steps: "training",
    batchSize: "training",
    hiddenSize: "model",
    learningRate: "optimizer",
    batching: "data",
    languages: "data",
    decay: "statistics",
  }[key];
  if (!group) throw new RangeError(`Cannot set ${key}: it is not one of the settings`);
  (given[group] ??= {})[key] = Number.isNaN(Number(text)) ? text : Number(text);
}
given.training.evaluateEvery = given.training.checkpointEvery = given.training.steps;
const config: RunConfig = runConfigSchema.parse({ task, backend: "wasm", ...given });

tf.enableProdMode();
// Threads wait for each other at every time step, which costs more than it gains on a busy machine.
await setupWasm({ threads: 1 });
await tf.setBackend("wasm");
const data = await loadTaskData(config);
const tails: [number, number][] = [];
const observed: TaskData<unknown> = {
  ...data,
  stream(options) {
    const stream = data.stream(options);
    return Object.create(stream, {
      next: {
        value: () => {
          const batch = stream.next();
          tails.push(tail(batch));
          return batch;
        },
      },
    }) as BatchStream<unknown>;
  },
};
const model = kind === "padded"
  ? new PaddedClassifier(SequenceClassifier.create(config as RunConfig<"language-id">, data.shape))
  : undefined;
const run = TrainingRun.create(config, observed, model as TaskModel<unknown> | undefined);
const steps: number[][] = [];
let failure: string | undefined;
const started = performance.now();
try {
  for await (const event of run.train()) {
    if (event.type !== "log") continue;
    const { loss, gradientNorm } = event.metrics;
    steps.push([loss, gradientNorm, ...tails[event.step - 1]]);
  }
} catch (error) {
  if (!(error instanceof NonFiniteError)) throw error;
  failure = error.message;
}
const seconds = (performance.now() - started) / 1000;
const texts: number[][] = [];
if (failure === undefined) {
  const statistics = await estimatePopulation(run.model, data, config);
  for (const split of ["valid", "test"] as const) {
    for (const batch of byLength(data.pass(split, 1))) {
      const pass = Object.assign([batch as unknown], { batches: 1 });
      const { loss, accuracy } = await evaluate(run.model, pass, statistics);
      texts.push([batch.timeSteps, batch.batchSize, loss, accuracy]);
    }
  }
}
const round = (rows: number[][]) => rows.map((row) => row.map((x) => Number(x.toPrecision(5))));
console.log(JSON.stringify({
  task,
  arm,
  seed: Number(seed),
  changes,
  seconds: Math.round(seconds),
  failure,
  steps: round(steps),
  texts: round(texts),
}));
