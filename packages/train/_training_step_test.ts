import "@bnlstm/train/gradients";
import { createModelStatistics, type ModelStatistics } from "@bnlstm/core";
import { assertClose, describe, it } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";
import { customGrad, fill, memory, mul, type Tensor2D } from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { Optimizer } from "./_optimizer.ts";
import { readArrays } from "./_read_arrays.ts";
import { trainingStep, type TrainingStepContext } from "./_training_step.ts";
import { tinyConfig, tinyTask } from "./fixtures/tiny_task.ts";
import type { OptimizerConfig } from "./optimizer_config.ts";
import { SequenceClassifier } from "./sequence_classifier.ts";

const { train } = tinyTask();
const batch = train.batch(Int32Array.from({ length: 8 }, (_, i) => i));

function start(
  given: Partial<OptimizerConfig>,
): { context: TrainingStepContext; statistics: ModelStatistics } {
  const config = tinyConfig({ optimizer: { name: "sgd", learningRate: 1, ...given } });
  const classifier = SequenceClassifier.create(config, train);
  const optimizer = new Optimizer(config.optimizer, classifier.parameters);
  const statistics = createModelStatistics(classifier.lstm, { timeSteps: 6, estimator: "ema" });
  return { context: { config, classifier, optimizer }, statistics };
}

/** How far one step of plain gradient descent at rate 1 moves the parameters, and what it reports. */
async function move(clipNorm: number): Promise<{ distance: number; gradientNorm: number }> {
  const { context, statistics } = start({ clipNorm });
  const before = await readArrays(context.classifier.parameters);
  const { metrics } = await trainingStep(context, batch, 1, statistics);
  const after = await readArrays(context.classifier.parameters);
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
    const { statistics: after } = await trainingStep(context, batch, 1, statistics);
    assert.deepEqual([...after.layer0.count], [8, 8, 8, 8, 8, 8]);
    assert.equal(statistics.layer0.count[0], 0);
  });

  it("holds no more tensors after a step than before", async () => {
    const { context, statistics } = start({});
    const before = memory().numTensors;
    await trainingStep(context, batch, 1, statistics);
    assert.equal(memory().numTensors, before);
  });

  it("stops before it updates anything when a parameter is not finite", async () => {
    const { context, statistics } = start({});
    const { parameters } = context.classifier;
    const before = memory().numTensors;
    parameters["layer0.bias"].assign(fill([16], NaN));
    await assert.rejects(trainingStep(context, batch, 12, statistics), {
      name: "NonFiniteError",
      message: "Cannot train: parameter layer0.bias is not finite at step 12",
      step: 12,
      tensor: "parameter layer0.bias",
    });
    assert.ok((await parameters["head.weight"].data()).every(Number.isFinite));
    assert.ok(memory().numTensors <= before + 1, "gradients are freed");
  });

  it("names the loss, or the norm of the gradient, that is not finite", async () => {
    const { context, statistics } = start({});
    const broken = train.batch(Int32Array.from({ length: 8 }, (_, i) => i));
    broken.inputs[0] = Infinity;
    await assert.rejects(trainingStep(context, broken, 1, statistics), { tensor: "loss" });

    // The loss is finite, but squares of such gradients are beyond single precision.
    const { parameters } = context.classifier;
    const weight = parameters["head.weight"];
    weight.assign(mul(weight, 1e30));
    await assert.rejects(trainingStep(context, batch, 1, statistics), { tensor: "gradient norm" });
  });

  it("stops when a variance overflows and the loss does not", async () => {
    const { context, statistics } = start({});
    const { parameters } = context.classifier;
    parameters["layer0.wx"].assign(mul(parameters["layer0.wx"], 1e25));
    await assert.rejects(trainingStep(context, batch, 7, statistics), {
      message: "Cannot train: a mean or variance of the batch is not finite at step 7",
    });
  });

  it("names the gradient that is not finite", async () => {
    const { context, statistics } = start({});
    const { classifier } = context;
    const poison = customGrad((x) => ({
      value: (x as Tensor2D).clone(),
      gradFunc: (dy: Tensor2D) => mul(dy, NaN),
    }));
    const poisoned = {
      parameters: classifier.parameters,
      classify: (...args: Parameters<typeof classifier.classify>) => {
        const output = classifier.classify(...args);
        return { ...output, logits: poison(output.logits) };
      },
    } as SequenceClassifier;
    await assert.rejects(
      trainingStep({ ...context, classifier: poisoned }, batch, 3, statistics),
      { message: "Cannot train: gradient of layer0.wx is not finite at step 3" },
    );
  });
});
