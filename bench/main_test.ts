import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { ImplementationResult, Results } from "./runner/results.ts";
import { type Measurement, SETTINGS } from "./runner/settings.ts";

const S = SETTINGS.find(({ name }) => name === "S")!;

/** Results of setting S in which two implementations take so many milliseconds. */
function results(ours: number, peers: number): Results {
  const implementation = (name: string, milliseconds: number): ImplementationResult => ({
    implementation: name,
    model: "bn",
    peak: "wasm, 1 thread",
    status: "measured",
    samples: [milliseconds, 1.01 * milliseconds],
  });
  const phase = (measurement: Measurement) => ({
    setting: S,
    measurement,
    options: { samples: 2, budget: 1 },
    flops: 1e9,
    peaks: { "wasm, 1 thread": [50] },
    implementations: [implementation("bnlstm cpu", ours), implementation("PyTorch loop", peers)],
  });
  return {
    format: 1,
    date: "2016-03-30T12:00:00.000Z",
    machine: { processor: "P", cores: 2, memory: 2 ** 30, system: "linux", versions: {} },
    phases: S.measurements.map(phase),
  };
}

/** Runs the suite on a folder that holds all there is to measure, and compares it with an earlier run. */
async function compare(before: Results, after: Results): Promise<{ code: number; text: string }> {
  const folder = await Deno.makeTempDir({ prefix: "bnlstm_bench_" });
  try {
    await Deno.writeTextFile(`${folder}/results.json`, JSON.stringify(after));
    await Deno.writeTextFile(`${folder}/before.json`, JSON.stringify(before));
    const main = fileURLToPath(new URL("./main.ts", import.meta.url));
    const choice = ["--settings", "S", "--output", folder, "--compare", `${folder}/before.json`];
    const { code, stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", main, ...choice],
    }).output();
    return { code, text: new TextDecoder().decode(stdout) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

describe("deno task bench --compare", () => {
  it("fails if this library became slower, and names what did", async () => {
    const { code, text } = await compare(results(100, 100), results(150, 100));
    assert.match(text, /1\.50 {2}\(S\) train, bnlstm cpu {2}SLOWER/);
    assert.match(text, /1\.00 {2}\(S\) train, PyTorch loop\n/);
    assert.equal(code, 1);
  });
  it("succeeds if it did not, whatever others do", async () => {
    const { code, text } = await compare(results(100, 100), results(90, 150));
    assert.match(text, /1\.50 {2}\(S\) train, PyTorch loop {2}SLOWER/);
    assert.equal(code, 0);
  });
});
