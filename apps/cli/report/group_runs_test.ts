import { ACCURACY } from "@bnlstm/train/tasks";
import { runConfigSchema } from "@bnlstm/train";
import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { groupRuns } from "./group_runs.ts";
import type { RunHistory } from "./read_run.ts";
import { resultsTable } from "./results_table.ts";

/** A run that reached an accuracy, in percent, on both sets. */
function runOf(settings: object, percent: number): RunHistory {
  const record = { step: 100, loss: 1, accuracy: percent / 100, predictions: 10 };
  return {
    name: "run",
    config: runConfigSchema.parse(settings),
    steps: [],
    validations: [{ type: "validation", best: true, ...record }],
    test: { type: "test", checkpointStep: 100, examples: 10, ...record },
    seconds: 90,
  };
}

const runs = [
  runOf({ training: { seed: 1 } }, 90),
  runOf({ model: { normalization: "none" }, training: { seed: 1 } }, 50),
  runOf({ training: { seed: 2 } }, 92),
];

describe("groupRuns()", () => {
  it("puts seeds together and names groups by what they differ in", () => {
    const groups = groupRuns(runs);
    assert.deepEqual(groups.map(({ label }) => label), ["BN-LSTM", "LSTM"]);
    assert.deepEqual(groups[0].runs, [runs[0], runs[2]]);
    const gammas = groupRuns([0.1, 1].map((gamma) => runOf({ model: { gamma } }, 90)));
    assert.deepEqual(gammas.map(({ label }) => label), ["BN-LSTM, gamma 0.1", "BN-LSTM, gamma 1"]);
  });

  it("leaves out of plain LSTMs what only batch normalization has", () => {
    const { label, runs } = groupRuns([
      runOf({ model: { normalization: "none" } }, 50),
      runOf({ model: { normalization: "none", gamma: 1 }, statistics: { minShare: 0.5 } }, 52),
      runOf({ model: { gamma: 0.2 } }, 90),
    ])[0];
    assert.equal(label, "LSTM");
    assert.equal(runs.length, 2);
  });

  it("calls variants of the attentive reader what the paper calls them", () => {
    const timestep = { inputStatistics: "timestep" };
    const models = [
      { directions: 1, normalization: "none", ...timestep },
      { directions: 1, attentionNormalization: "none", ...timestep },
      { directions: 1, ...timestep },
      { directions: 1, inputStatistics: "sequence" },
      { inputStatistics: "sequence" },
      { normalization: "none" },
      timestep,
    ];
    const groups = groupRuns(
      models.map((model) => runOf({ task: "question-answering", model }, 90)),
    );
    assert.deepEqual(groups.map(({ label }) => label), [
      "LSTM, directions 1",
      "BN-LSTM",
      "BN-everywhere",
      "BN-e*",
      "BN-e**",
      "LSTM, directions 2",
      "BN-LSTM, inputStatistics timestep, directions 2, attentionNormalization batch",
    ]);
  });
});

describe("resultsTable()", () => {
  it("gives means, with extremes where seeds differ", () => {
    const [, , bn, plain] = resultsTable(groupRuns(runs), ACCURACY).split("\n");
    const accuracy = "91.00 (90.00 … 92.00)";
    assert.equal(bn, `| BN-LSTM | 1, 2 | 100 | ${accuracy} | ${accuracy} | 1.5 |`);
    assert.equal(plain, "| LSTM | 1 | 100 | 50.00 | 50.00 | 1.5 |");
  });

  it("leaves open what is not known yet", () => {
    const unfinished = { ...runs[0], validations: [], test: undefined };
    assert.match(
      resultsTable(groupRuns([unfinished]), ACCURACY),
      /\| BN-LSTM \| 1 \| – \| – \| – \| 1.5 \|$/,
    );
  });
});
