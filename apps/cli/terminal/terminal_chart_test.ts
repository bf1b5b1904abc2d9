import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { terminalChart } from "./terminal_chart.ts";

describe("terminalChart()", () => {
  for (const length of [1, 49, 784]) {
    it(`fits ${length} values into the width and height asked for`, () => {
      const values = Array.from({ length }, (_, t) => Math.exp(-t / 10));
      const chart = terminalChart([{ label: "variance", values }], { columns: 60, rows: 8 });
      const lines = stripVTControlCharacters(chart).split("\n");
      assert.ok(lines.length <= 9, `${lines.length} lines`);
      for (const line of lines) assert.ok(line.length <= 60, line);
      assert.match(lines.at(-1)!, /variance/);
    });
  }

  it("draws without colors into a file, and however narrow the terminal is", () => {
    const series = [{ label: "variance", values: [3, 1, 2] }];
    for (const columns of [0, 1, 12, 13]) {
      const chart = terminalChart(series, { columns, rows: 6 });
      assert.equal(chart, stripVTControlCharacters(chart));
    }
  });

  it("labels zero as zero", () => {
    const values = [0.7, 0.3, 0];
    const chart = terminalChart([{ label: "variance", values }], { columns: 60, rows: 7 });
    assert.match(stripVTControlCharacters(chart), / 0\.00 [┤┼]/);
    assert.doesNotMatch(chart, /e-/);
  });
});
