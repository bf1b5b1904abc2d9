import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { SPIN_MILLISECONDS } from "../fixtures/odd_implementation.ts";
import { ImplementationProcess } from "./implementation_process.ts";
import { type Setting, SETTINGS } from "./settings.ts";
import { createWorkload, writeWorkload } from "./workload.ts";

const LIMIT = 60_000;
const TINY: Setting = {
  ...SETTINGS.find(({ name }) => name === "S")!,
  timeSteps: 2,
  batchSize: 2,
  inputSize: 1,
  hiddenSize: 1,
};

// Elsewhere the system does not tell, and the wait has a fixed length.
const onLinux = Deno.build.os === "linux" ? it : it.skip;

describe("ImplementationProcess", () => {
  onLinux("is idle only when nothing spins any more after its answer (Linux)", async () => {
    const folder = await Deno.makeTempDir({ prefix: "bnlstm_bench_" });
    const workload = `${folder}/workload`;
    await writeWorkload(workload, createWorkload(TINY));
    const program = { module: "../../fixtures/odd_implementation.ts", options: { way: "spins" } };
    const process = await ImplementationProcess.start(program, LIMIT);
    try {
      await process.ask({ do: "prepare", workload, measurement: "infer" }, LIMIT);
      await process.ask({ do: "time", runs: 1 }, LIMIT);
      const answered = performance.now();
      await process.idle();
      const waited = performance.now() - answered;
      assert.ok(waited > 0.9 * SPIN_MILLISECONDS, `it was waited for ${waited} ms`);
    } finally {
      await process.stop();
      await Deno.remove(folder, { recursive: true });
    }
  });
});
