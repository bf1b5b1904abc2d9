import "@bnlstm/backend-cpu";
import { setupWasm } from "@bnlstm/backend-wasm";
import { assertClose, describe, it } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs";
import { randomWeights } from "./fixtures/models.ts";
import { bnLSTM, lstm } from "./mod.ts";

const CLOSE = { absolute: 1e-6, relative: 1e-4 };

/** What a model of words becomes in two epochs. */
async function train(backend: string): Promise<Float32Array[]> {
  await tf.setBackend(backend);
  await tf.ready();
  const model = tf.sequential({
    layers: [
      tf.layers.embedding({ inputDim: 9, outputDim: 4, maskZero: true, inputLength: 5 }),
      tf.layers.bidirectional({ layer: bnLSTM({ units: 3, returnSequences: true }) }),
      lstm({ units: 3 }),
      tf.layers.dense({ units: 1 }),
    ],
  });
  const trained = model.trainableWeights.length;
  const start = model.getWeights();
  // Statistics start as they are.
  model.setWeights(randomWeights(model).map((weight, i) => i < trained ? weight : start[i]));
  const words = tf.tensor2d([[4, 2, 0, 0, 0], [0, 0, 1, 8, 3], [5, 5, 0, 7, 7], [1, 2, 3, 4, 5]]);
  model.compile({ optimizer: tf.train.sgd(0.1), loss: "meanSquaredError" });
  const options = { epochs: 2, batchSize: 4, verbose: 0 } as const;
  await model.fit(words, tf.tensor2d([[1], [0], [1], [0]]), options);
  return await Promise.all(model.getWeights().map((weight) => weight.data<"float32">()));
}

tf.enableProdMode();

describe("layers on wasm", () => {
  it("train as on cpu, an embedding with masks before them", async () => {
    const expected = await train("cpu");
    await setupWasm({ threads: 2 });
    const got = await train("wasm");
    expected.forEach((weight, i) => assertClose(got[i], weight, CLOSE, `weight ${i}`));
  });
});
