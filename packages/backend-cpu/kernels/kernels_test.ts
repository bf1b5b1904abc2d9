import {
  BN_LSTM_BACKWARD,
  BN_LSTM_FORWARD,
  type BnLstmAttributes,
  DIFFERENTIABLE_INPUTS,
  FORWARD_OUTPUTS,
  MAX_RESIDUALS,
  stepSchedule,
} from "@bnlstm/core/kernels";
import { bnLstm, type BnLstmParameters } from "@bnlstm/core";
import { beforeAll, describe, it } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import "../mod.ts";

const [T, B, I, H] = [6, 4, 3, 5];
const lengths = Int32Array.of(6, 5, 2, 1);
const pairs = 14;
const sites = { input: "timestep", hidden: "timestep", cell: "timestep" } as const;
const sizes = {
  x: [T, B, I],
  wx: [I, 4 * H],
  wh: [H, 4 * H],
  bias: [4 * H],
  gammaX: [4 * H],
  gammaH: [4 * H],
  gammaC: [H],
  betaC: [H],
  h0: [B, H],
  c0: [B, H],
  inputPrior: [2, 1, 4 * H],
  hiddenPrior: [2, 1, 4 * H],
  cellPrior: [2, 1, H],
};

function inputsOf(): Record<keyof typeof sizes, tf.Tensor> {
  const entries = Object.entries(sizes).map(([name, shape], seed) => [
    name,
    tf.abs(tf.randomNormal(shape, 0, 0.5, "float32", seed + 1)),
  ]);
  return Object.fromEntries(entries);
}

function attributesOf(change: Partial<BnLstmAttributes> = {}): BnLstmAttributes {
  const schedule = stepSchedule({
    timeSteps: T,
    batchSize: B,
    lengths,
    mode: "train",
    minShare: 0.5,
  });
  return { sites, epsilon: 1e-5, schedule, returnSequences: true, keepResiduals: true, ...change };
}

function runKernel(name: string, inputs: tf.NamedTensorMap, attributes: BnLstmAttributes) {
  return tf.engine().runKernel(
    name,
    inputs,
    attributes as unknown as tf.NamedAttrMap,
  ) as tf.Tensor[];
}

/** Values of hs, h, c and every gradient, with ∂loss/∂h and ∂loss/∂c of one. */
function runBoth(
  inputs: Record<keyof typeof sizes, tf.Tensor>,
  dHs: tf.Tensor,
  attributes: BnLstmAttributes,
): Record<string, number[]> {
  const [hs, h, c, ...rest] = runKernel(BN_LSTM_FORWARD, inputs, attributes);
  const residuals = rest.slice(FORWARD_OUTPUTS.length - 3);
  const { bias: _, inputPrior: _i, hiddenPrior: _h, cellPrior: _c, ...saved } = inputs;
  const gradients = runKernel(
    BN_LSTM_BACKWARD,
    {
      ...saved,
      dHs,
      dH: tf.ones([B, H]),
      dC: tf.ones([B, H]),
      ...Object.fromEntries(residuals.map((residual, i) => [`residual${i}`, residual])),
    },
    attributes,
  );
  assert.deepEqual(
    gradients.map((gradient) => gradient.shape),
    DIFFERENTIABLE_INPUTS.map((name) => sizes[name]),
  );
  const named = Object.entries({ hs, h, c }).concat(
    DIFFERENTIABLE_INPUTS.map((name, i) => [name, gradients[i]]),
  );
  return Object.fromEntries(named.map(([name, tensor]) => [name, [...tensor.dataSync()]]));
}

describe("the kernels of the cpu backend", () => {
  beforeAll(async () => {
    await tf.setBackend("cpu");
  });

  it("keep 10 H floats a pair and the scales between forward and backward", () => {
    tf.tidy(() => {
      const residuals = runKernel(BN_LSTM_FORWARD, inputsOf(), attributesOf())
        .slice(FORWARD_OUTPUTS.length);
      assert.ok(residuals.length <= MAX_RESIDUALS);
      const floats = residuals.reduce((sum, tensor) => sum + tensor.size, 0);
      assert.equal(floats, pairs * 10 * H + 2 * T * (4 + 4 + 1) * H);
    });
  });

  it("keep no residuals where no backward pass follows, and no sequence where none is wanted", () => {
    tf.tidy(() => {
      const inputs = inputsOf();
      const shapes = runKernel(
        BN_LSTM_FORWARD,
        inputs,
        attributesOf({ keepResiduals: false, returnSequences: false }),
      ).map((tensor) => tensor.shape);
      assert.deepEqual(shapes, [
        [0, B, H],
        [B, H],
        [B, H],
        [2, T, 4 * H],
        [2, T, 4 * H],
        [2, T, H],
      ]);
    });
  });

  it("give the same outputs to the bit with and without residuals", () => {
    tf.tidy(() => {
      const inputs = inputsOf();
      for (const input of ["none", "timestep", "sequence"] as const) {
        const [kept, dropped] = [true, false].map((keepResiduals) =>
          runKernel(
            BN_LSTM_FORWARD,
            inputs,
            attributesOf({ keepResiduals, sites: { ...sites, input } }),
          ).slice(0, FORWARD_OUTPUTS.length).map((tensor) => tensor.dataSync())
        );
        assert.deepEqual(kept, dropped);
      }
    });
  });

  it("keep no x̂ of a hidden term that is not normalized", () => {
    tf.tidy(() => {
      const attributes = attributesOf({ sites: { ...sites, hidden: "none" } });
      const residuals = runKernel(BN_LSTM_FORWARD, inputsOf(), attributes)
        .slice(FORWARD_OUTPUTS.length);
      const floats = residuals.reduce((sum, tensor) => sum + tensor.size, 0);
      assert.equal(floats, pairs * 6 * H + 2 * (T * (4 + 1) + 4) * H);
    });
  });

  it("read nothing from padding, forward or backward", () => {
    const fillPadding = (tensor: tf.Tensor, garbage: number) => {
      const values = tensor.dataSync().slice();
      const size = tensor.shape[2]!;
      for (let row = 0; row < T * B; row++) {
        const [t, b] = [Math.floor(row / B), row % B];
        if (t >= lengths[b]) values.fill(garbage, row * size, (row + 1) * size);
      }
      return tf.tensor(values, tensor.shape);
    };
    const runWith = (garbage: number) =>
      tf.tidy(() => {
        const inputs = inputsOf();
        inputs.x = fillPadding(inputs.x, garbage);
        return runBoth(inputs, fillPadding(tf.ones([T, B, H]), garbage), attributesOf());
      });
    assert.deepEqual(runWith(NaN), runWith(0));
  });

  it("ignore γ and β where a site is not normalized, and give them a zero gradient", () => {
    const runWith = (value: number) =>
      tf.tidy(() => {
        const inputs = inputsOf();
        for (const name of ["gammaX", "gammaH", "gammaC", "betaC"] as const) {
          inputs[name] = tf.fill(sizes[name], value);
        }
        const none = { input: "none", hidden: "none", cell: "none" } as const;
        return runBoth(inputs, tf.ones([T, B, H]), attributesOf({ sites: none }));
      });
    const results = runWith(NaN);
    assert.deepEqual(results, runWith(1));
    for (const name of ["gammaX", "gammaH", "gammaC", "betaC"] as const) {
      assert.ok(results[name].every((value) => value === 0), name);
    }
  });

  it("do not change their inputs", () => {
    tf.tidy(() => {
      const inputs = inputsOf();
      const copy = () => Object.values(inputs).map((tensor) => tensor.dataSync().slice());
      const before = copy();
      runKernel(BN_LSTM_FORWARD, inputs, attributesOf());
      assert.deepEqual(copy(), before);
    });
  });

  it("are one launch each in a training step, which leaves no tensor behind", async () => {
    const { x, wx, wh, bias, gammaX, gammaH, gammaC, betaC } = inputsOf();
    const parameters = { wx, wh, bias, gammaX, gammaH, gammaC, betaC } as BnLstmParameters;
    const step = () =>
      tf.tidy(() =>
        tf.grad((wx) => {
          const { h } = bnLstm({
            x: x as tf.Tensor3D,
            parameters: { ...parameters, wx: wx as tf.Tensor2D },
            sites,
            mode: "train",
            implementation: "fused",
          });
          return tf.sum(h);
        })(wx)
      );
    const { kernels } = await tf.profile(step);
    const launches = kernels.map(({ name }) => name).filter((name) => name.startsWith("BnLstm"));
    assert.deepEqual(launches, [BN_LSTM_FORWARD, BN_LSTM_BACKWARD]);

    const { numTensors, numBytes } = tf.memory();
    for (let i = 0; i < 100; i++) step().dispose();
    assert.deepEqual([tf.memory().numTensors, tf.memory().numBytes], [numTensors, numBytes]);
  });

  it("see the attributes as they were given", () => {
    const kernelName = "AttributesProbe";
    let seen: unknown;
    tf.registerKernel({
      kernelName,
      backendName: "cpu",
      kernelFunc: ({ attrs }) => {
        seen = attrs;
        return [];
      },
    });
    const attributes = attributesOf();
    runKernel(kernelName, {}, attributes);
    tf.unregisterKernel(kernelName, "cpu");
    assert.equal((seen as BnLstmAttributes).schedule, attributes.schedule);
  });
});
