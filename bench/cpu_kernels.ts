/**
 * Fused kernels against the composed form on tfjs's `cpu` backend: one training step of the size of
 * sequential MNIST at 7 x 7 pixels.
 *
 *     deno run -A bench/cpu_kernels.ts [samples]
 *
 * @module
 */

import "@bnlstm/backend-cpu";
import { bnLstm, type Implementation } from "@bnlstm/core";
import "@bnlstm/train/gradients";
import * as tf from "@tensorflow/tfjs-core";

const [B, T, I, H] = [64, 49, 1, 100];
const samples = Number(Deno.args[0] ?? 5);

/** Floating-point operations of the matrix products: forward, and twice that backward. */
const flops = 3 * T * B * 2 * (H + I) * 4 * H;

await tf.setBackend("cpu");
const x = tf.randomNormal<tf.Rank.R3>([T, B, I], 0, 1, "float32", 1);
const parameters = {
  wx: tf.variable(tf.randomNormal<tf.Rank.R2>([I, 4 * H], 0, 0.5, "float32", 2)),
  wh: tf.variable(tf.randomNormal<tf.Rank.R2>([H, 4 * H], 0, 0.1, "float32", 3)),
  bias: tf.variable(tf.zeros<tf.Rank.R1>([4 * H])),
  gammaX: tf.variable(tf.fill<tf.Rank.R1>([4 * H], 0.1)),
  gammaH: tf.variable(tf.fill<tf.Rank.R1>([4 * H], 0.1)),
  gammaC: tf.variable(tf.fill<tf.Rank.R1>([H], 0.1)),
  betaC: tf.variable(tf.zeros<tf.Rank.R1>([H])),
};

/** Milliseconds of one training step without the optimiser. */
function step(implementation: Implementation): number {
  const start = performance.now();
  const { value, grads } = tf.variableGrads(() => {
    const { h } = bnLstm({
      x,
      parameters,
      sites: { input: "timestep", hidden: "timestep", cell: "timestep" },
      mode: "train",
      returnSequences: false,
      implementation,
    });
    return tf.mean(tf.square(h)) as tf.Scalar;
  });
  value.dataSync();
  Object.values(grads).forEach((grad) => grad.dataSync());
  const elapsed = performance.now() - start;
  tf.dispose([value, grads]);
  return elapsed;
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const times: Record<"fused" | "composed", number[]> = { fused: [], composed: [] };
for (let i = 0; i < 3; i++) step("fused");
step("composed");
// Taken in turn, so that a busy moment of the machine falls on both.
for (let i = 0; i < samples; i++) {
  times.composed.push(step("composed"));
  for (let k = 0; k < 5; k++) times.fused.push(step("fused"));
}
for (const [name, values] of Object.entries(times)) {
  const middle = median(values);
  console.log(
    `${name.padEnd(9)} median ${middle.toFixed(1).padStart(7)} ms of ${values.length}` +
      `  (${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)})` +
      `  ${(flops / middle / 1e6).toFixed(2)} GFLOP/s`,
  );
}
console.log(
  `B=${B} T=${T} I=${I} H=${H}: fused is ${
    (median(times.composed) / median(times.fused)).toFixed(1)
  } times faster`,
);
