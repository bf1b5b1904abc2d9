import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { parseArm } from "./arm.ts";
import { configuration } from "./configuration.ts";
import { gradientsSvg } from "./gradients_svg.ts";
import { pairedDifference } from "./spread.ts";
import type { MeasuredStep, Measurement } from "./measurement.ts";
import { powerOfTen, tables } from "./tables.ts";
import { summarize } from "./summary.ts";

/** A run of 100 steps like each other, but for two spikes of the gradient and one of the loss. */
function run(seed: number, changes: Partial<Measurement> = {}): Measurement {
  const steps = Array.from({ length: 100 }, (_, i): MeasuredStep => [1, 1, 10 + i % 10, 2]);
  steps[20] = [1, 30, 10, 1]; // Too early to have a median before it.
  steps[59] = [9, 50, 19, 1];
  steps[70] = [1, 10.5, 10, 1];
  return {
    task: "surname-language",
    arm: "share=0.25",
    seed,
    changes: [],
    seconds: 1,
    steps,
    texts: [[5, 3, seed, 1], [13, 1, 5 * seed, 0]],
    ...changes,
  };
}

describe("summarize()", () => {
  it("weighs texts by their number, and counts spikes", () => {
    const summary = summarize([run(1), run(2), run(3)], 13);
    assert.equal(summary.accuracy, 0.75);
    assert.deepEqual(summary.loss, { mean: 4, deviation: 2 });
    assert.equal(summary.longLoss, 10);
    assert.deepEqual([summary.normSpikes, summary.lossSpikes], [2, 1]);
    assert.equal(summary.largestNorm, 50);
    // One of the ten steps in a run with the longest texts, and so in the last hundredth of them.
    assert.equal(summary.norm99OfLongBatches, 50);
    assert.ok(summary.norm99 < 50);
  });

  it("leaves runs that failed out of what is about held-out texts", () => {
    const { failures, loss, runs } = summarize([run(1), run(2, { failure: "…", texts: [] })], 13);
    assert.deepEqual([runs, failures, loss.mean], [2, 1, 2]);
  });
});

describe("pairedDifference()", () => {
  it("compares runs of the same seed", () => {
    const others = [run(3), run(2), run(9)];
    const runs = [2, 3, 5].map((seed) => run(seed, { texts: [[5, 1, 10 * seed, 1]] }));
    // Losses of 20 and 30 beside 4 and 6.
    assert.equal(pairedDifference(runs, others).mean, 20);
  });
});

describe("tables()", () => {
  it("has a table a task, of the arms that were measured, in their order", () => {
    const lines = tables([
      run(1),
      run(2),
      run(1, { task: "question-answering" }),
      run(1, { arm: "lstm" }),
    ])
      .split("\n");
    const titles = lines.filter((line) => line.startsWith("| ")).map((line) =>
      line.split(" | ")[0]
    );
    assert.deepEqual(titles, [
      "| statistics",
      "| ---",
      "| none: plain LSTM (1 seed)",
      "| **`minShare` 0.25**",
      "| statistics",
      "| ---",
      "| **`minShare` 0.25**",
    ]);
    assert.match(lines.at(-4)!, / 25\.0 /); // An error, where the others have an accuracy of 75 %.
    assert.equal(lines.at(-2), "Spikes of the loss, a run: 1.0 with `minShare` 0.25.");
  });
});

describe("powerOfTen()", () => {
  it("sets the exponent in superscript", () => {
    assert.equal(powerOfTen(0), "10⁰");
    assert.equal(powerOfTen(18), "10¹⁸");
  });
});

describe("gradientsSvg()", () => {
  it("draws a line for each arm and task", () => {
    const svg = gradientsSvg(["share=0", "share=0.25"].map((arm) => run(1, { arm })));
    assert.equal(svg.match(/<path [^>]*stroke="#/g)?.length, 2);
    assert.match(svg, />minShare 0.25</);
  });
});

describe("parseArm() and configuration()", () => {
  it("make a configuration of an arm and changes", () => {
    const config = configuration("language-id", parseArm("sequence=0.5"), 2, ["steps=7"]);
    assert.equal(config.model.inputStatistics, "sequence");
    assert.equal(config.statistics.minShare, 0.5);
    assert.deepEqual([config.training.seed, config.training.steps], [2, 7]);
    assert.equal(parseArm("lstm").normalization, "none");
    assert.ok(parseArm("padded").padded);
  });

  it("refuse what there is not", () => {
    for (const name of ["share", "padded=1", "share=0=1", "toString"]) {
      assert.throws(() => parseArm(name), RangeError);
    }
    assert.throws(() => configuration("character-lm", parseArm("lstm"), 1, []), RangeError);
    assert.throws(() => configuration("language-id", parseArm("lstm"), 1, ["gamma=1"]), {
      message: /^Cannot set gamma: settings are batching/,
    });
  });
});
