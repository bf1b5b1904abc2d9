/**
 * Computes what every implementation must compute, and keeps it: the numbers are the same on every machine, and the reference
 * takes minutes where the implementations take seconds. What is known already is not computed again.
 *
 *     deno run -A bench/runner/expected_outcomes.ts
 *
 * @module
 */

import { Expectation, type KnownOutcomes, OUTCOMES_FILE } from "./expectation.ts";
import { flops, SETTINGS, SWEEP, trialSteps } from "./settings.ts";
import { createWorkload, writeWorkload } from "./workload.ts";

/** Operations beyond which nobody's run is worth waiting for the reference. */
const MOST_FLOPS = 1e12;

const folder = await Deno.makeTempDir({ prefix: "bnlstm_bench_" });
const workload = `${folder}/workload`;
const all: KnownOutcomes = {};
for (const setting of [...SETTINGS, ...SWEEP]) {
  await writeWorkload(workload, createWorkload(setting));
  const expectation = new Expectation(setting, workload);
  for (const measurement of setting.measurements) {
    for (const timeSteps of new Set([trialSteps(setting), setting.timeSteps])) {
      if (flops({ ...setting, timeSteps }, measurement) > MOST_FLOPS) continue;
      await Promise.all(
        (["bn", "plain"] as const).map((model) => expectation.of(model, measurement, timeSteps)),
      );
      console.log(setting.name, measurement, timeSteps);
    }
  }
  all[setting.name] = await expectation.all();
}
await Deno.writeTextFile(OUTCOMES_FILE, JSON.stringify(all, null, 2) + "\n");
await Deno.remove(folder, { recursive: true });
