import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { search } from "./search.ts";
import type { Choice, Model } from "./setting.ts";

/** A search over a landscape of losses instead of runs. */
function searchOver(loss: (choice: Choice, seed: number) => number, model: Model = "LSTM") {
  return search("permuted-49", model, (plan, test) => {
    const value = loss(plan.choice, plan.seed);
    return Promise.resolve({
      ...plan,
      training: [],
      validation: [[1, value, 0]],
      ...(test && { test: [value, 0] }),
      ...(value > 100 && { failure: "not finite" }),
      seconds: 0,
    });
  });
}

describe("search", () => {
  it("goes on to higher learning rates while the best is the highest", async () => {
    const { tried } = await searchOver(({ learningRate }) => Math.abs(learningRate - 0.3));
    const rates = tried.map(({ choice }) => choice.learningRate);
    assert.deepEqual(rates.slice(0, 9), [1e-3, 3e-3, 1e-2, 2e-2, 4e-2, 8e-2, 0.16, 0.32, 0.64]);
    assert.ok(rates.slice(9).every((rate) => rate === 0.32));
  });

  it("goes on to lower ones while the best is the lowest", async () => {
    const { tried } = await searchOver(({ learningRate }) => Math.abs(learningRate - 4e-4));
    const rates = tried.map(({ choice }) => choice.learningRate);
    assert.deepEqual(rates.slice(6, 9), [5e-4, 2.5e-4, 5e-4]);
  });

  it("tries nothing but learning rates where a run takes long", async () => {
    const loss = ({ learningRate }: Choice) => Math.abs(learningRate - 1e-2);
    const { tried, finalists } = await searchOver(loss, "LN-LSTM");
    assert.deepEqual(tried.map(({ choice }) => choice.learningRate), [
      ...[1e-3, 3e-3, 1e-2, 2e-2, 4e-2, 8e-2],
    ]);
    assert.deepEqual(finalists.map((runs) => runs.map(({ seed }) => seed)), [[1, 2, 3]]);
  });

  it("compares three choices by their mean over seeds, not by a lucky one", async () => {
    const lucky = (choice: Choice) =>
      choice.learningRate === 2e-2 && choice.recurrentInitializer === "authors" &&
      choice.clipNorm === 1 && choice.initialStateNoise === 0;
    const { finalists } = await searchOver((choice, seed) =>
      lucky(choice) ? (seed === 1 ? 1 : 200) : choice.recurrentInitializer === "identity" ? 2 : 3
    );
    assert.equal(finalists.length, 3);
    assert.equal(finalists[0][0].choice.recurrentInitializer, "identity");
    assert.deepEqual(finalists[0].map(({ seed }) => seed), [1, 2, 3]);
    assert.ok(finalists.flat().every(({ test, failure }) => test || failure));
  });
});
