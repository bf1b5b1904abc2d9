import { assertClose, describe, it } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";
import {
  dispose,
  memory,
  type Tensor,
  tensor1d,
  type Variable,
  variable,
} from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import golden from "../fixtures/optimizer_golden.json" with { type: "json" };
import { Optimizer } from "./_optimizer.ts";
import { type NamedArrays, readArrays } from "../checkpoint/named_arrays.ts";
import type { OptimizerConfig } from "../config/optimizer_config.ts";
import { runConfigSchema } from "../config/run_config.ts";

const NAMES: OptimizerConfig["name"][] = ["rmsprop", "adam", "sgd"];

function config(given: Partial<OptimizerConfig>): OptimizerConfig {
  return runConfigSchema.parse({ optimizer: { ...given } }).optimizer;
}

function startingParameters(): Record<string, Variable> {
  return { a: variable(tensor1d([1, -2, 3])), b: variable(tensor1d([0.5])) };
}

/** The gradients of one step, different at each. */
function gradients(step: number): Record<string, Tensor> {
  // In another order than the parameters, as tfjs may return them.
  return {
    b: tensor1d([Math.cos(step)]),
    a: tensor1d([Math.sin(step), 0.1 * step, -1e-3]),
  };
}

function train(optimizer: Optimizer, from: number, to: number): void {
  for (let step = from; step < to; step++) {
    const tensors = gradients(step);
    optimizer.apply(tensors, 0.01 / (1 + step));
    dispose(tensors);
  }
}

/** Moves parameters and state to an optimizer of their own. */
function copy(
  name: OptimizerConfig["name"],
  parameters: Record<string, Variable>,
  state: NamedArrays,
): { parameters: Record<string, Variable>; optimizer: Optimizer } {
  const copied = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, variable(value)]),
  );
  const optimizer = new Optimizer(config({ name, rmspropMomentum: 0.5 }), copied);
  optimizer.restore(state);
  return { parameters: copied, optimizer };
}

describe("Optimizer", () => {
  for (const name of NAMES) {
    for (const saved of [0, 1, 19]) {
      it(`goes on to the bit from a state saved after ${saved} steps of ${name}`, async () => {
        const parameters = startingParameters();
        const optimizer = new Optimizer(config({ name, rmspropMomentum: 0.5 }), parameters);
        train(optimizer, 0, saved);
        const restored = copy(name, parameters, await optimizer.state());
        train(optimizer, saved, 40);
        train(restored.optimizer, saved, 40);
        assert.deepEqual(await readArrays(restored.parameters), await readArrays(parameters));
        assert.deepEqual(await restored.optimizer.state(), await optimizer.state());
      });
    }

    it(`holds no more tensors after more steps of ${name}, and none in the end`, async () => {
      const parameters = startingParameters();
      const before = memory().numTensors;
      const optimizer = new Optimizer(config({ name }), parameters);
      train(optimizer, 0, 1);
      const held = memory().numTensors;
      train(optimizer, 1, 5);
      const state = await optimizer.state();
      assert.equal(memory().numTensors, held);
      optimizer.dispose();
      assert.equal(memory().numTensors, before);
      const restored = new Optimizer(config({ name }), parameters);
      restored.restore(state);
      assert.equal(memory().numTensors, held);
      restored.dispose();
    });
  }

  for (const { optimizer: given, trajectory } of golden.cases) {
    const optimizerConfig = config(given as Partial<OptimizerConfig>);
    const { name, denominator, optimizerEpsilon, rmspropMomentum } = optimizerConfig;
    const what = `${name} of ${denominator}, ε ${optimizerEpsilon}, momentum ${rmspropMomentum}`;
    it(`follows 50 steps of ${what}`, async () => {
      const parameters = { a: variable(tensor1d(golden.start)) };
      const optimizer = new Optimizer(optimizerConfig, parameters);
      for (const [step, gradient] of golden.gradients.entries()) {
        optimizer.apply({ a: tensor1d(gradient) }, optimizerConfig.learningRate);
        // Each update rounds to float32 a parameter, of up to 2, and a step, of up to 1e-3.
        const rounding = { absolute: 1.5e-7 * Math.sqrt(step + 1), relative: 1e-6 };
        assertClose(await parameters.a.data(), trajectory[step], rounding, `update ${step + 1}`);
      }
    });
  }

  it("names its state after the parameters", async () => {
    const optimizer = new Optimizer(config({ name: "adam" }), startingParameters());
    train(optimizer, 0, 1);
    assert.deepEqual(Object.keys(await optimizer.state()), [
      "updates",
      "a.firstMoment",
      "b.firstMoment",
      "a.secondMoment",
      "b.secondMoment",
    ]);
  });

  it("refuses the state of another optimizer or model", async () => {
    const parameters = startingParameters();
    const optimizer = new Optimizer(config({ name: "rmsprop" }), parameters);
    train(optimizer, 0, 1);
    const state = await optimizer.state();
    assert.throws(() => copy("sgd", parameters, state), {
      name: "TypeError",
      message: `Cannot restore the model: unknown optimizer state "a.meanSquare"`,
    });
    const { "a.update": _, ...partial } = state;
    assert.throws(() => copy("rmsprop", parameters, partial), {
      message:
        "Cannot restore the model: optimizer state a.update must have the shape [3], got none",
    });
    state["a.update"] = { shape: [2], values: new Float32Array(2) };
    assert.throws(() => copy("rmsprop", parameters, state), {
      message:
        "Cannot restore the model: optimizer state a.update must have the shape [3], got [2]",
    });
    assert.throws(() => copy("adam", parameters, {}), {
      message: "Cannot restore the model: optimizer state updates must be one number",
    });
  });
});
