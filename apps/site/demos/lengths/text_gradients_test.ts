import "@bnlstm/backend-cpu";
import {
  referenceBackward,
  referenceForward,
  type ReferenceParameters,
} from "@bnlstm/core/reference";
import { Alphabet, textSequences } from "@bnlstm/data";
import { assertClose, describe, it } from "@bnlstm/testing";
import { runConfigSchema } from "@bnlstm/train";
import { SequenceClassifier } from "@bnlstm/train/models";
import { setBackend } from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { textGradients } from "./text_gradients.ts";

const TEXTS = ["abcabcab", "cab", "bb", "abac"];
const SYMBOLS = ["a", "b", "c"];
const [HIDDEN, CLASSES] = [4, 3];

describe("textGradients()", () => {
  for (const minShare of [0, 0.5]) {
    it(`is what the reference says, with minShare ${minShare}`, async () => {
      await setBackend("cpu");
      const config = runConfigSchema.parse({
        task: "surname-language",
        model: { hiddenSize: HIDDEN },
      });
      const data = { inputSize: 3, timeSteps: 8, classes: CLASSES, symbols: SYMBOLS };
      const model = SequenceClassifier.create(config as never, data);
      const parameters = Object.fromEntries(
        await Promise.all(
          Object.entries(model.parameters).map(async ([name, { shape, data }]) => {
            // Biases of zero would hide where they go.
            const values = (await data.call(model.parameters[name]) as Float32Array)
              .map((value, i) => value + 0.1 * Math.sin(i));
            return [name, { shape, values }] as const;
          }),
        ),
      );
      const own = await textGradients({ config, data, parameters }, TEXTS, minShare);
      const expected = reference(
        Object.fromEntries(
          Object.entries(parameters).map(([name, { values }]) => [name, Float64Array.from(values)]),
        ),
        minShare,
      );
      assert.equal(own.length, 8);
      assertClose(own, expected, { absolute: 1e-7, relative: 1e-3 });
    });
  }
});

/** The same in float64, with the softmax differentiated by hand. */
function reference(parameters: Record<string, Float64Array>, minShare: number): number[] {
  const labels = new Int32Array(TEXTS.length);
  const batch = textSequences(
    { texts: TEXTS, labels, classes: ["any"] },
    new Alphabet(SYMBOLS),
  ).batch(Int32Array.from(TEXTS.keys()));
  const { timeSteps, batchSize, inputSize } = batch;
  const lengths = [...batch.lengths!];
  const layer = Object.fromEntries(
    Object.entries(parameters).filter(([name]) => name.startsWith("layer0."))
      .map(([name, values]) => [name.slice("layer0.".length), values]),
  ) as unknown as ReferenceParameters;
  const state = () => new Float64Array(batchSize * HIDDEN);
  const input = {
    shape: { timeSteps, batchSize, inputSize, hiddenSize: HIDDEN },
    x: Float64Array.from(batch.inputs),
    lengths,
    parameters: layer,
    h0: state(),
    c0: state(),
    sites: { input: "timestep", hidden: "timestep", cell: "timestep" } as const,
    epsilon: 1e-5,
    mode: "train" as const,
    minShare,
    reverse: false,
  };
  const { output: { h }, residuals } = referenceForward(input);
  const { "head.weight": weight, "head.bias": bias } = parameters;
  const dh = state();
  for (let row = 0; row < batchSize; row++) {
    const logits = Array.from(bias, (b, k) => {
      let sum = b;
      for (let j = 0; j < HIDDEN; j++) sum += h[row * HIDDEN + j] * weight[j * CLASSES + k];
      return sum;
    });
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    const best = logits.indexOf(Math.max(...logits));
    for (let k = 0; k < CLASSES; k++) {
      const error = (Math.exp(logits[k]) / total - Number(k === best)) / batchSize;
      for (let j = 0; j < HIDDEN; j++) dh[row * HIDDEN + j] += error * weight[j * CLASSES + k];
    }
  }
  const hs = new Float64Array(timeSteps * batchSize * HIDDEN);
  const { x } = referenceBackward(input, residuals, { hs, h: dh, c: state() });
  return Array.from({ length: timeSteps }, (_, t) => {
    let [sum, active] = [0, 0];
    for (let row = 0; row < batchSize; row++) {
      if (lengths[row] <= t) continue;
      active++;
      for (let i = 0; i < inputSize; i++) sum += x[(t * batchSize + row) * inputSize + i] ** 2;
    }
    return Math.sqrt(sum / active);
  });
}
