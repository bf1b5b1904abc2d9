/**
 * A training step (forward pass, loss and all gradients, no optimizer) on the wasm backend, one thread each:
 * by one process alone, and by all ranks together with synchronized and with local statistics, gradients
 * summed. They take turns in every round; medians of what the first rank saw, and what was sent.
 *
 *     mpiexec -n 2 deno run -A bench/micro/distributed.ts [rounds=5] [settings=A,B,S]
 *
 * @module
 */

import "@bnlstm/core/gradients";
import { setupWasm } from "@bnlstm/backend-wasm";
import { BatchNormLSTM, type Ranks } from "@bnlstm/core";
import { connectMpi } from "@bnlstm/distributed";
import * as tf from "@tensorflow/tfjs-core";
import { quartiles } from "../runner/quartiles.ts";
import { type Setting, SETTINGS } from "../runner/settings.ts";

const [rounds = "5", names = "A,B,S"] = Deno.args;
const communicator = connectMpi();
const { rank, size } = communicator;

/** What was sent since it was last asked for. */
let sent = { messages: 0, bytes: 0 };
const counted: Ranks = {
  size,
  sum(values) {
    sent.messages++;
    sent.bytes += values.byteLength;
    communicator.sum(values);
  },
  gather(bytes) {
    sent.messages++;
    sent.bytes += bytes.byteLength;
    return communicator.gather(bytes);
  },
};

/** Who makes a step: the first rank with the whole batch, or all with their rows. */
type Way = "alone" | "synchronized" | "local";

function trainingStep(setting: Setting, way: Way): () => number {
  const { batchSize, timeSteps, inputSize, hiddenSize, loss } = setting;
  const rows = way === "alone" ? batchSize : batchSize / size;
  const model = BatchNormLSTM.create({ inputSize, hiddenSize, seed: 1 });
  const variables = Object.values(model.parameters);
  const shape: [number, number, number] = [timeSteps, rows, inputSize];
  const x: tf.Tensor3D = tf.randomNormal(shape, 0, 1, "float32", 1 + rank);
  return () => {
    communicator.barrier();
    const started = performance.now();
    if (way !== "alone" || rank === 0) {
      const { value, grads } = tf.variableGrads(() => {
        const { h, hs, batchStatistics } = model.apply(x, {
          mode: "train",
          returnSequences: loss === "every",
          ranks: way === "synchronized" ? counted : undefined,
        });
        tf.dispose(batchStatistics as unknown as tf.TensorContainer);
        return tf.mean(tf.square(hs ?? h)) as tf.Scalar;
      }, variables);
      if (way !== "alone") sumAll(Object.values(grads));
      tf.dispose([value, Object.values(grads)]);
    }
    communicator.barrier();
    return performance.now() - started;
  };
}

/** Sums gradients in one message. */
function sumAll(gradients: tf.Tensor[]): void {
  const bucket = new Float32Array(gradients.reduce((sum, { size }) => sum + size, 0));
  let at = 0;
  for (const gradient of gradients) {
    bucket.set(gradient.dataSync<"float32">(), at);
    at += gradient.size;
  }
  communicator.sum(bucket);
  sent.messages++;
  sent.bytes += bucket.byteLength;
}

await setupWasm({ threads: 1 });
await tf.setBackend("wasm");
if (rank === 0) console.log(`${size} ranks over ${communicator.name}, median of ${rounds} rounds`);
for (const name of names.split(",")) {
  const setting = SETTINGS.find((setting) => setting.name === name)!;
  const ways = (["alone", "synchronized", "local"] as const)
    .map((way) => ({ way, step: trainingStep(setting, way), times: [] as number[], sent }));
  for (const { step } of ways) step();
  for (let round = 0; round < Number(rounds); round++) {
    for (const entry of ways) {
      sent = { messages: 0, bytes: 0 };
      entry.times.push(entry.step());
      entry.sent = sent;
    }
  }
  const alone = quartiles(ways[0].times).median;
  for (const { way, times, sent: { messages, bytes } } of ways) {
    const { median } = quartiles(times);
    if (rank !== 0) continue;
    console.log(
      `${name} ${way.padEnd(12)} ${median.toFixed(0).padStart(6)} ms  ` +
        `${(alone / median).toFixed(2)} of the speed alone  ${messages} messages, ` +
        `${(bytes / 1e6).toFixed(2)} MB`,
    );
  }
}
communicator.finalize();
