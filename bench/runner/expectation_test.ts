import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { Expectation, type KnownOutcomes, OUTCOMES_FILE } from "./expectation.ts";
import { createComputation } from "../implementations/ts/reference.ts";
import { SETTINGS } from "./settings.ts";
import { createWorkload, writeWorkload } from "./workload.ts";

const known: KnownOutcomes = JSON.parse(await Deno.readTextFile(OUTCOMES_FILE));

describe("what implementations must compute", () => {
  // Of the larger settings the reference would take too long; that their numbers are the same says enough.
  for (const setting of SETTINGS.filter(({ name }) => name !== "C")) {
    it(`is known for the numbers of setting ${setting.name}`, async () => {
      const folder = await Deno.makeTempDir({ prefix: "bnlstm_bench_" });
      try {
        const workload = createWorkload(setting);
        await writeWorkload(`${folder}/workload`, workload);
        const expectation = new Expectation(setting, `${folder}/workload`);
        const { digest, outcomes } = await expectation.all();
        assert.equal(known[setting.name].digest, digest, "run bench/runner/expected_outcomes.ts");
        assert.deepEqual(outcomes, known[setting.name].outcomes);
        if (setting.name !== "S") return;
        const reference = createComputation({ model: "bn" });
        await reference.prepare(workload, "train");
        const { loss, gradientNorm } = await reference.run();
        const kept = await expectation.of("bn", "train", setting.timeSteps);
        assert.ok(Math.abs(kept.loss! - loss!) < 1e-9 * loss!);
        assert.ok(Math.abs(kept.gradientNorm! - gradientNorm!) < 1e-9 * gradientNorm!);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    });
  }
});
