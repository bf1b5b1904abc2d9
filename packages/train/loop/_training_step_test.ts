import "@bnlstm/core/gradients";
import type { ModelStatistics } from "@bnlstm/core";
import type { SequenceBatch } from "@bnlstm/data";
import { assertClose, describe, it } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";
import { customGrad, memory, mul, type Scalar } from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { Optimizer } from "./_optimizer.ts";
import { readArrays } from "../checkpoint/named_arrays.ts";
import { trainingStep, type TrainingStepContext } from "./_training_step.ts";
import { tinyConfig, tinySets } from "../fixtures/tiny_task.ts";
import type { OptimizerConfig } from "../config/optimizer_config.ts";
import { SequenceClassifier } from "../models/sequence_classifier.ts";

const { train } = tinySets();
const batch = train.batch(Int32Array.from({ length: 8 }, (_, i) => i));

function start(
  given: Partial<OptimizerConfig>,
): { context: TrainingStepContext<SequenceBatch>; statistics: ModelStatistics } {
  const config = tinyConfig({ optimizer: { name: "sgd", learningRate: 1, ...given } });
  const model = SequenceClassifier.create(config, train);
  const optimizer = new Optimizer(config.optimizer, model.parameters);
  const statistics = model.createStatistics({ estimator: "ema" });
  return { context: { config, model, optimizer }, statistics };
}

/** Makes one step, and waits for it. */
async function make(
  context: TrainingStepContext<SequenceBatch>,
  rows: SequenceBatch,
  step: number,
  statistics: ModelStatistics,
) {
  const { metrics, recorded } = await trainingStep(context, rows, step, statistics);
  return { metrics: await metrics, statistics: await recorded };
}

/** How far one step of plain gradient descent at rate 1 moves the parameters, and what it reports. */
async function move(clipNorm: number): Promise<{ distance: number; gradientNorm: number }> {
  const { context, statistics } = start({ clipNorm });
  const before = await readArrays(context.model.parameters);
  const { metrics } = await make(context, batch, 1, statistics);
  const after = await readArrays(context.model.parameters);
  const differences = Object.entries(after).flatMap(([name, { values }]) =>
    Array.from(values, (value, i) => value - before[name].values[i])
  );
  return { distance: Math.hypot(...differences), gradientNorm: metrics.gradientNorm };
}

describe("trainingStep()", () => {
  it("shortens a gradient to the norm it may have, and reports the norm it had", async () => {
    const free = await move(0);
    assertClose([free.distance], [free.gradientNorm], { absolute: 0, relative: 1e-5 });
    const clipNorm = free.gradientNorm / 3;
    const clipped = await move(clipNorm);
    assert.equal(clipped.gradientNorm, free.gradientNorm);
    assertClose([clipped.distance], [clipNorm], { absolute: 0, relative: 1e-5 });
    assert.equal((await move(2 * free.gradientNorm)).distance, free.distance);
  });

  it("records the statistics of the batch", async () => {
    const { context, statistics } = start({});
    const { statistics: after } = await make(context, batch, 1, statistics);
    assert.deepEqual([...after.layer0.count], [8, 8, 8, 8, 8, 8]);
    assert.equal(statistics.layer0.count[0], 0);
  });

  it("holds no more tensors after a step than before", async () => {
    const { context, statistics } = start({});
    const before = memory().numTensors;
    await make(context, batch, 1, statistics);
    assert.equal(memory().numTensors, before);
  });

  it("lets one wait for many steps at once", async () => {
    const { context, statistics } = start({});
    const one = await trainingStep(context, batch, 1, statistics);
    const two = await trainingStep(context, batch, 2, one.recorded);
    assert.deepEqual([...(await two.recorded).layer0.count], [16, 16, 16, 16, 16, 16]);
    const again = start({});
    const first = await make(again.context, batch, 1, again.statistics);
    const second = await make(again.context, batch, 2, first.statistics);
    assert.deepEqual(await two.metrics, second.metrics);
  });

  it("names the loss, or the gradient, that is not finite, and leaves no tensors", async () => {
    const { context, statistics } = start({});
    const before = memory().numTensors;
    const broken = train.batch(Int32Array.from({ length: 8 }, (_, i) => i));
    broken.inputs[0] = Infinity;
    await assert.rejects(make(context, broken, 1, statistics), {
      name: "NonFiniteError",
      message: "Cannot train: loss is not finite at step 1",
      step: 1,
      tensor: "loss",
    });
    assert.equal(memory().numTensors, before);

    const config = tinyConfig({ model: { initialStateNoise: 0 } });
    await assert.rejects(make({ ...context, config }, broken, 1, statistics), {
      message:
        "Cannot train: loss is not finite at step 1; where all sequences begin with the same " +
        "values, initialStateNoise 0.1 helps",
    });
    assert.equal(memory().numTensors, before);

    // The loss is finite, but squares of such gradients are beyond single precision.
    const fresh = start({});
    const weight = fresh.context.model.parameters["head.weight"];
    weight.assign(mul(weight, 1e30));
    await assert.rejects(make(fresh.context, batch, 1, fresh.statistics), {
      tensor: "squared gradient of layer0.wx",
    });
  });

  it("stops when a variance overflows and the loss does not", async () => {
    const { context, statistics } = start({});
    const { parameters } = context.model;
    parameters["layer0.wx"].assign(mul(parameters["layer0.wx"], 1e25));
    await assert.rejects(make(context, batch, 7, statistics), {
      message: "Cannot train: a mean or variance of the batch is not finite at step 7",
    });
  });

  it("names the gradient that is not finite", async () => {
    const { context, statistics } = start({});
    const { model } = context;
    const poison = customGrad((x) => ({
      value: (x as Scalar).clone(),
      gradFunc: (dy: Scalar) => mul(dy, NaN),
    }));
    const poisoned = new Proxy(model, {
      get: (_, name: keyof typeof model) =>
        name === "score"
          ? (...args: Parameters<typeof model.score>) => {
            const score = model.score(...args);
            return { ...score, loss: poison(score.loss) };
          }
          : model[name],
    });
    await assert.rejects(
      make({ ...context, model: poisoned }, batch, 3, statistics),
      { message: "Cannot train: squared gradient of layer0.wx is not finite at step 3" },
    );
  });
});
