/**
 * Compares BN-LSTM with LSTM after the same search for both: see README.md.
 *
 *     deno task experiments fair_search SETTING …
 *
 * Settings are those of `setting.ts`. Every run becomes a line of `results.jsonl` beside this file, a
 * `Measurement`; runs that are already there are not made again.
 *
 * @module
 */

import "@bnlstm/core/gradients";
import { setupWasm } from "@bnlstm/backend-wasm";
import { loadTaskData } from "@bnlstm/train";
import * as tf from "@tensorflow/tfjs-core";
import { measure, type Plan } from "./measure.ts";
import type { Measurement } from "./measurement.ts";
import { search } from "./search.ts";
import { MODELS, runConfig, SETTINGS } from "./setting.ts";

const file = new URL("./results.jsonl", import.meta.url);
const names = Deno.args;
const unknown = names.find((name) => !Object.hasOwn(SETTINGS, name));
if (names.length === 0 || unknown !== undefined) {
  console.error(
    `Cannot search ${unknown ?? "nothing"}: settings are ${Object.keys(SETTINGS).join(", ")}`,
  );
  Deno.exit(2);
}

tf.enableProdMode();
// Threads wait for each other at every time step, which costs more than it gains on a busy machine.
await setupWasm({ threads: 1 });
await tf.setBackend("wasm");

const key = ({ setting, model, choice, seed }: Plan) =>
  JSON.stringify([setting, model, Object.entries(choice).sort(), seed]);
const made = new Map<string, Measurement>();
try {
  for (const line of (await Deno.readTextFile(file)).trim().split("\n")) {
    const measurement = JSON.parse(line) as Measurement;
    made.set(key(measurement), measurement);
  }
} catch (error) {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

for (const name of names) {
  const { start } = SETTINGS[name];
  const data = await loadTaskData(runConfig(name, "LSTM", start, 1));
  for (const model of MODELS) {
    await search(name, model, async (plan, test) => {
      const earlier = made.get(key(plan));
      if (earlier && (earlier.test || !test)) return earlier;
      const measurement = await measure(plan, data, { test });
      made.set(key(plan), measurement);
      const line = JSON.stringify(measurement);
      await Deno.writeTextFile(file, `${line}\n`, { append: true });
      console.log(name, model, JSON.stringify(plan.choice), plan.seed, lastLine(measurement));
      return measurement;
    });
  }
}

function lastLine({ validation, test, failure, seconds }: Measurement): string {
  const [, loss, accuracy] = validation.at(-1) ?? [0, NaN, NaN];
  return `loss ${loss} accuracy ${accuracy} test ${test?.[1] ?? "-"} ${failure ?? ""} ${seconds} s`;
}
