import "@bnlstm/backend-cpu";
import { setupWasm } from "@bnlstm/backend-wasm";
import { lstm } from "@bnlstm/layers";
import * as tf from "@tensorflow/tfjs";

import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";

/** Whose layer it is. */
export type Maker = "bnlstm" | "tfjs";

/** What is timed. */
export interface LayerTask {
  /** Backend of tfjs. */
  backend: "cpu" | "wasm";
  /** Threads of the fused kernels on `wasm`. */
  threads: number;
  /** `trainOnBatch`, or `predictOnBatch`. */
  measurement: "train" | "predict";
  /** B. */
  batchSize: number;
  /** T. */
  timeSteps: number;
  /** I. */
  inputSize: number;
  /** H. */
  hiddenSize: number;
  /** Whose layers take turns. */
  makers: Maker[];
  /** How often each. */
  samples: number;
  /** Time that passes, or time on the processor, all threads together, which other processes do not stretch. */
  clock: "wall" | "cpu";
  /** Folder of tfjs's kernels, where they are not beside the program. */
  wasmPaths?: string;
}

/** Milliseconds of every sample. */
export type LayerTimes = Partial<Record<Maker, number[]>>;

/** The largest relative difference of a loss, or of the mean of the outputs. */
const TOLERANCE = 1e-4;

/**
 * Times a model of one LSTM layer and one dense layer with tfjs's layer and with ours, which take turns.
 *
 * @throws {Error} If they do not compute the same.
 */
export async function layerTimes(task: LayerTask): Promise<LayerTimes> {
  tf.enableProdMode();
  if (task.wasmPaths) setWasmPaths(task.wasmPaths);
  if (task.backend === "wasm") await setupWasm({ threads: task.threads });
  await tf.setBackend(task.backend);
  await tf.ready();
  const runs = task.makers.map((maker) => createRun(task, maker));
  const now = task.clock === "cpu" ? processorTime : () => performance.now();
  // The first run of each warms up, and says what it computes.
  const outcomes: number[] = [];
  for (const run of runs) outcomes.push(await run());
  if (outcomes.some((outcome) => Math.abs(outcome / outcomes[0] - 1) > TOLERANCE)) {
    throw new Error(`Cannot compare the layers: they compute ${outcomes.join(" and ")}`);
  }
  const times: LayerTimes = {};
  for (let sample = 0; sample < task.samples; sample++) {
    for (const [i, maker] of task.makers.entries()) {
      const start = now();
      await runs[i]();
      (times[maker] ??= []).push(now() - start);
    }
  }
  return times;
}

/** Milliseconds that this process has had the processor for. */
function processorTime(): number {
  const { user, system } = globalThis.process.cpuUsage();
  return (user + system) / 1000;
}

/** A function that runs a model of a maker once, and returns a number of what it computed. */
function createRun(task: LayerTask, maker: Maker): () => Promise<number> {
  const { batchSize, timeSteps, inputSize, hiddenSize, measurement } = task;
  const create = maker === "tfjs" ? tf.layers.lstm : lstm;
  const model = tf.sequential({
    layers: [
      create({
        units: hiddenSize,
        inputShape: [timeSteps, inputSize],
        recurrentActivation: "sigmoid",
        // Random orthogonal matrices would take a while, and are replaced.
        recurrentInitializer: "zeros",
      }),
      tf.layers.dense({ units: 1 }),
    ],
  });
  model.setWeights(
    model.getWeights().map((weight, i) =>
      tf.randomNormal(weight.shape, 0, 1 / Math.sqrt(hiddenSize), "float32", i + 1)
    ),
  );
  model.compile({ optimizer: tf.train.adam(), loss: "meanSquaredError" });
  const x = tf.randomNormal([batchSize, timeSteps, inputSize], 0, 1, "float32", 7);
  const y = tf.randomNormal([batchSize, 1], 0, 1, "float32", 8);
  return async () => {
    if (measurement === "train") return await model.trainOnBatch(x, y) as number;
    const outputs = model.predictOnBatch(x) as tf.Tensor;
    const values = await outputs.data();
    outputs.dispose();
    return values[0];
  };
}
