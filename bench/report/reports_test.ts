import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { quartiles } from "../runner/quartiles.ts";
import type { ImplementationResult, Results } from "../runner/results.ts";
import { SETTINGS, SWEEP } from "../runner/settings.ts";
import { comparison } from "./comparison.ts";
import { markdownReport } from "./markdown_report.ts";
import { peakShareSvg } from "./peak_share_svg.ts";
import { sweepSvg } from "./sweep_svg.ts";

function implementation(
  name: string,
  samples: number[],
  rest: Partial<ImplementationResult> = {},
): ImplementationResult {
  return {
    implementation: name,
    model: "bn",
    peak: "wasm, 1 thread",
    status: "measured",
    samples,
    ...rest,
  };
}

/** Results of setting S, in which a run is 2 GFLOP. */
function results(implementations: ImplementationResult[], peak = 10): Results {
  return {
    format: 1,
    date: "2016-03-30T12:00:00.000Z",
    machine: {
      processor: "P",
      cores: 2,
      memory: 2 ** 30,
      system: "linux",
      versions: { deno: "2" },
    },
    phases: [{
      setting: SETTINGS.find(({ name }) => name === "S")!,
      measurement: "train",
      options: { samples: 10, budget: 20 },
      flops: 2e9,
      peaks: { "wasm, 1 thread": [peak] },
      implementations,
    }],
  };
}

describe("quartiles()", () => {
  it("interpolates", () => {
    assert.deepEqual(quartiles([4, 1, 3, 2]), { low: 1.75, median: 2.5, high: 3.25 });
    assert.deepEqual(quartiles([7]), { low: 7, median: 7, high: 7 });
    assert.throws(() => quartiles([]), RangeError);
  });
});

describe("markdownReport()", () => {
  const text = markdownReport(results([
    implementation("bnlstm wasm", [1000], { peakMemory: 3 * 2 ** 20, version: "bnlstm, tfjs 4" }),
    implementation("bnlstm cpu", [3000, 4000, 5000], {
      status: "estimated",
      note: "too long: from 4 steps",
    }),
    implementation("PyTorch loop", [500]),
    implementation("JAX scan", [], { status: "absent", note: "No module named 'jax'" }),
  ]));
  it("orders implementations by their ratio to ours", () => {
    const details = text.slice(text.indexOf("### (S)"));
    const rows = details.split("\n").filter((line) => line.startsWith("| ")).slice(2);
    assert.deepEqual(rows, [
      "| PyTorch loop | 0.5 | 500 | 500 … 500 | 1 | 4 | 40 % of wasm, 1 thread |  |",
      "| bnlstm wasm | 1 | 1000 | 1000 … 1000 | 1 | 2 | 20 % of wasm, 1 thread | 3 |",
      "| bnlstm cpu | 4 | ≈ 4000 | 3500 … 4500 | 3 | 0.5 | 5 % of wasm, 1 thread |  |",
    ]);
  });
  it("puts all settings side by side first", () => {
    const [heading, , ...rows] = text.split("\n").filter((line) => line.startsWith("| "));
    assert.equal(heading, "| ratio to `bnlstm wasm` | S, training step |");
    assert.deepEqual(rows.slice(0, 3), [
      "| bnlstm wasm | 1 (1000 ms, 20 %) |",
      "| bnlstm cpu | ≈ 4 |",
      "| PyTorch loop | 0.5 |",
    ]);
  });
  it("says what ran", () => {
    assert.match(text, /### What ran\n\n- bnlstm, tfjs 4: bnlstm wasm\n$/);
  });
  it("says who is missing, and whose times are estimates", () => {
    assert.match(text, /- bnlstm cpu: estimated, too long: from 4 steps/);
    assert.match(text, /- JAX scan: absent, No module named 'jax'/);
  });
});

describe("comparison()", () => {
  const before = results([implementation("a", [100, 102, 104]), implementation("b", [100, 100])]);
  it("calls slower what the machine does not explain", () => {
    const slow = comparison(before, results([implementation("a", [120, 122, 124])]));
    assert.deepEqual(slow, [{ name: "(S) train, a", ratio: 122 / 102, slower: true }]);
    const busy = comparison(before, results([implementation("a", [200, 204, 208])], 5));
    assert.deepEqual(busy, [{ name: "(S) train, a", ratio: 1, slower: false }]);
  });
  it("leaves out what only one run has", () => {
    assert.deepEqual(comparison(before, results([implementation("c", [1])])), []);
    assert.deepEqual(comparison(before, { ...before, phases: [] }), []);
  });
  it("forgives what is within the spread", () => {
    const [change] = comparison(before, results([implementation("a", [100, 110, 120])]));
    assert.equal(change.slower, true, "quartiles apart");
    const [wide] = comparison(before, results([implementation("a", [90, 110, 120])]));
    assert.equal(wide.slower, false, "quartiles overlap");
  });
});

describe("plots", () => {
  it("show every implementation", () => {
    const svg = peakShareSvg(
      results([implementation("bnlstm wasm", [1000]), implementation("PyTorch loop", [500])]),
    );
    assert.match(svg, /^<svg [^>]*xmlns=/);
    assert.match(svg, />bnlstm wasm</);
    assert.match(svg, />PyTorch loop</);
    const swept = results([implementation("bnlstm wasm", [1000])]);
    swept.phases = SWEEP.map((setting) => ({ ...swept.phases[0], setting }));
    assert.equal(sweepSvg(swept).match(/<circle/g)!.length, SWEEP.length);
  });
});
