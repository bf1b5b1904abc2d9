import { bnLstm } from "@bnlstm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Shape, Step } from "./wasm_training_step.ts";

/** An inference pass over random numbers, with statistics of a population for every time step. */
export function inferencePass({ batch, steps, inputs, hidden, returnSequences }: Shape): Step {
  const table = (features: number) =>
    tf.tidy(() =>
      tf.stack([0, 1].map((value) => tf.fill([steps, features], value))) as tf.Tensor3D
    );
  const gates = 4 * hidden;
  const x = tf.randomNormal<tf.Rank.R3>([steps, batch, inputs], 0, 1, "float32", 1);
  const parameters = {
    wx: tf.randomNormal<tf.Rank.R2>([inputs, gates], 0, 1 / Math.sqrt(inputs), "float32", 2),
    wh: tf.randomNormal<tf.Rank.R2>([hidden, gates], 0, 1 / Math.sqrt(hidden), "float32", 3),
    bias: tf.zeros<tf.Rank.R1>([gates]),
    gammaX: tf.fill<tf.Rank.R1>([gates], 0.1),
    gammaH: tf.fill<tf.Rank.R1>([gates], 0.1),
    gammaC: tf.fill<tf.Rank.R1>([hidden], 0.1),
    betaC: tf.zeros<tf.Rank.R1>([hidden]),
  };
  const sites = { input: "timestep", hidden: "timestep", cell: "timestep" } as const;
  const statistics = { input: table(gates), hidden: table(gates), cell: table(hidden) };
  return () => {
    const start = performance.now();
    const { hs, h, c } = bnLstm({
      x,
      parameters,
      sites,
      statistics,
      mode: "eval",
      returnSequences,
    });
    const milliseconds = performance.now() - start;
    tf.dispose([h, c, ...(hs ? [hs] : [])]);
    return milliseconds;
  };
}
