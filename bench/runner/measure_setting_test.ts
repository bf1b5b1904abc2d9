import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { measureSetting } from "./measure_setting.ts";
import { IMPLEMENTATIONS } from "../implementations/implementations.ts";
import type { Implementation } from "../implementations/implementation.ts";
import type { Phase } from "./results.ts";
import { type Setting, SETTINGS } from "./settings.ts";

const TINY: Setting = {
  ...SETTINGS.find(({ name }) => name === "S")!,
  timeSteps: 40,
  batchSize: 3,
  inputSize: 2,
  hiddenSize: 4,
};

const ours = IMPLEMENTATIONS.find(({ name }) => name === "bnlstm cpu")!;

function odd(way: string): Implementation {
  return {
    name: way,
    model: "bn",
    measurements: ["train"],
    module: "../../fixtures/odd_implementation.ts",
    options: { way },
    peak: "wasm, 1 thread",
  };
}

async function measure(implementations: Implementation[]): Promise<Phase> {
  const phases: Phase[] = [];
  const plan = {
    setting: TINY,
    measurements: ["train"] as const,
    implementations,
    options: { samples: 3, budget: 5 },
    report: () => {},
  };
  for await (const phase of measureSetting(plan)) phases.push(phase);
  assert.equal(phases.length, 1);
  return phases[0];
}

describe("measureSetting()", () => {
  it("times those who compute what they should, and refuses or outlives all others", async () => {
    const ways = ["wrong loss", "wrong gradient", "absent", "crash", "no long sequences"];
    const { flops, peaks, implementations } = await measure([...ways.map(odd), ours]);
    assert.equal(flops, 3 * 40 * 2 * 3 * (2 + 4) * 16);
    assert.equal(peaks["wasm, 1 thread"]!.length, 3);
    const found = implementations.map((
      { status, note, samples },
    ) => [status, note, samples.length]);
    const [loss, gradient, absent, crash, estimated, sound] = found;
    assert.equal(loss[0], "refused");
    assert.match(String(loss[1]), /^loss is [\d.e-]+, not [\d.e-]+$/);
    assert.equal(gradient[0], "refused");
    assert.match(String(gradient[1]), /^norm of the gradient is/);
    assert.deepEqual(absent, ["absent", "it is not installed", 0]);
    assert.equal(crash[0], "failed");
    assert.match(String(crash[1]), /ended with status 3/);
    assert.deepEqual([estimated[0], estimated[2]], ["estimated", 3]);
    assert.match(String(estimated[1]), /whole sequences fail: .*: from 3 steps$/s);
    assert.deepEqual(sound, ["measured", undefined, 3]);
    const { samples, peakMemory } = implementations.at(-1)!;
    assert.ok(samples.every((milliseconds) => milliseconds > 0));
    assert.ok(peakMemory === undefined || peakMemory > 1e6);
  });
});
