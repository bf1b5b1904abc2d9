/**
 * A training step (forward pass, loss and all gradients, no optimizer) on the wasm backend, one thread each, by
 * turns in every round: by one process alone; by all ranks with their rows, without a word to each other; and with
 * synchronized and local statistics, gradients summed. Medians of what the first rank saw, and what was sent.
 * Before them, unless --no-sums is given, how long an all-reduce takes.
 *
 *     mpiexec -n 2 deno run -A bench/micro/distributed.ts [rounds=5] [settings=A,B,S,C:20] [delay=0] \
 *       [--ways=alone,separate,synchronized,local] [--grow] [--cold] [--no-sums]
 *
 * `C:20` is the setting C with 20 time steps. A delay, in microseconds, is waited for in every message ⌈log2 R⌉
 * times, as on a network that takes so long from rank to rank. With --grow each rank has as many rows as the setting,
 * which is otherwise shared between them. With --cold the first step, which takes up memory, is measured and not left out.
 *
 * @module
 */

import "@bnlstm/core/gradients";
import { setupWasm } from "@bnlstm/backend-wasm";
import { BatchNormLSTM, type Ranks } from "@bnlstm/core";
import { connectMpi } from "@bnlstm/distributed";
import * as tf from "@tensorflow/tfjs-core";
import { parseArgs } from "node:util";
import { quartiles } from "../runner/quartiles.ts";
import { type Setting, SETTINGS } from "../runner/settings.ts";

/** Who makes a step: the first rank with the whole batch, or all with their rows. */
type Way = "alone" | "separate" | "synchronized" | "local";

const { values: flags, positionals } = parseArgs({
  args: Deno.args,
  allowPositionals: true,
  options: {
    ways: { type: "string", default: "alone,separate,synchronized,local" },
    grow: { type: "boolean", default: false },
    cold: { type: "boolean", default: false },
    "no-sums": { type: "boolean", default: false },
  },
});
const [rounds = "5", names = "A,B,S,C:20", delay = "0"] = positionals;
const ways = flags.ways.split(",") as Way[];
const communicator = connectMpi();
const { rank, size } = communicator;
const waits = Number(delay) / 1000 * Math.ceil(Math.log2(size));

/** What was sent since it was last asked for, and the milliseconds it took, those of waiting for others included. */
const NOTHING = { messages: 0, bytes: 0, time: 0 };
let sent = { ...NOTHING };

function send<T>(bytes: number, call: () => T): T {
  const started = performance.now();
  const result = call();
  const arrived = performance.now() + waits;
  while (performance.now() < arrived);
  sent.messages++;
  sent.bytes += bytes;
  sent.time += performance.now() - started;
  return result;
}

const counted: Ranks = {
  size,
  sum: (values) => send(values.byteLength, () => communicator.sum(values)),
  gather: (bytes) => send(bytes.byteLength, () => communicator.gather(bytes)),
};

function trainingStep(setting: Setting, way: Way): () => number {
  const { timeSteps, inputSize, hiddenSize, loss } = setting;
  const batchSize = setting.batchSize * (flags.grow ? size : 1);
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
      const gradients = Object.values(grads);
      if (way === "synchronized" || way === "local") sumAll(gradients);
      else gradients.forEach((gradient) => gradient.dataSync());
      tf.dispose([value, gradients]);
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
  send(bucket.byteLength, () => communicator.sum(bucket));
}

/** Says how long all-reduces of so many doubles take. */
function timeSums(): void {
  for (const count of [200, 1200, 12_000, 120_000, 2_100_000]) {
    const values = new Float64Array(count);
    // A slow network takes a second for the largest.
    const times = Array.from({ length: count > 1e6 ? 20 : 60 }, () => {
      const started = performance.now();
      send(0, () => communicator.sum(values));
      return 1000 * (performance.now() - started);
    }).slice(10);
    const { low, median, high } = quartiles(times);
    const spread = [low, median, high].map((time) => time.toFixed(1)).join(" ");
    say(`all-reduce of ${8 * count} bytes: quartiles ${spread} µs`);
  }
}

function say(line: string): void {
  if (rank === 0) console.log(line);
}

await setupWasm({ threads: 1 });
await tf.setBackend("wasm");
const late = waits > 0 ? `, each message ${(1000 * waits).toFixed(0)} µs late` : "";
say(`${size} ranks over ${communicator.name}${late}, medians of ${rounds} rounds`);
if (!flags["no-sums"]) timeSums();
for (const name of names.split(",").filter((name) => name !== "")) {
  const [known, timeSteps] = name.split(":");
  const found = SETTINGS.find((setting) => setting.name === known)!;
  const setting = timeSteps ? { ...found, timeSteps: Number(timeSteps) } : found;
  const entries = ways.map((way) => ({
    way,
    step: trainingStep(setting, way),
    times: [] as number[],
    messageTimes: [] as number[],
    sent,
  }));
  if (!flags.cold) { for (const { step } of entries) step(); }
  for (let round = 0; round < Number(rounds); round++) {
    for (const entry of entries) {
      sent = { ...NOTHING };
      entry.times.push(entry.step());
      entry.messageTimes.push(sent.time);
      entry.sent = sent;
    }
  }
  const first = quartiles(entries[0].times).median;
  for (const { way, times, messageTimes, sent: { messages, bytes } } of entries) {
    const { low, median, high } = quartiles(times);
    const inMessages = quartiles(messageTimes).median;
    say(
      `${name} ${way.padEnd(12)} ${median.toFixed(0).padStart(6)} ms (${low.toFixed(0)} … ${
        high.toFixed(0)
      })  ${(first / median).toFixed(2)} of the speed ${ways[0]}  ` +
        `${messages} messages, ${(bytes / 1e6).toFixed(2)} MB, ${inMessages.toFixed(1)} ms in them`,
    );
  }
}
communicator.finalize();
