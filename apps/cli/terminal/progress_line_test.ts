import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { formatDuration, progressLine } from "./progress_line.ts";

const progress = {
  step: 250,
  steps: 1000,
  secondsLeft: 75,
  loss: 0.51234,
  headline: "accuracy 87.5%",
  sequencesPerSecond: 1234.5,
};

describe("progressLine()", () => {
  it("shows everything in 80 columns", () => {
    assert.equal(
      progressLine(progress, 80),
      "━━━━──────────────   250/1000  ETA 1:15  loss 0.512  accuracy 87.5%  1235 seq/s",
    );
  });

  it("never fills the last column, however narrow the terminal", () => {
    for (let columns = 10; columns < 200; columns++) {
      const line = progressLine(progress, columns);
      assert.ok(line.length < columns, `${line.length} characters in ${columns} columns`);
      assert.match(line, /250/);
    }
  });

  it("shows what is known before the first step", () => {
    assert.match(progressLine({ step: 0, steps: 40 }, 80), /^─+ {2} 0\/40$/);
  });
});

describe("formatDuration()", () => {
  it("gives minutes and seconds, and hours when there are any", () => {
    assert.equal(formatDuration(0), "0:00");
    assert.equal(formatDuration(59.6), "1:00");
    assert.equal(formatDuration(3599), "59:59");
    assert.equal(formatDuration(3661), "1:01:01");
  });
});
