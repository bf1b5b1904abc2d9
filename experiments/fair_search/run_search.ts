import "@bnlstm/core/gradients";
import { setupWasm } from "@bnlstm/backend-wasm";
import { loadTaskData } from "@bnlstm/train";
import * as tf from "@tensorflow/tfjs-core";
import { measure, type Plan } from "./measure.ts";
import type { Measurement } from "./measurement.ts";
import { search } from "./search.ts";
import { runConfig, SETTINGS } from "./setting.ts";

/** Every run that was made, a `Measurement` a line. */
export const RESULTS = new URL("./results.jsonl", import.meta.url);

/**
 * Compares the models of these settings after the same search for each. Runs already made are not made again. With
 * `blas` a BLAS of the system computes large products.
 */
export async function runSearch(
  names: readonly string[],
  options: { blas: boolean },
): Promise<void> {
  tf.enableProdMode();
  // Threads wait for each other at every time step, which costs more than it gains on a busy machine.
  const { blas } = await setupWasm({ threads: 1, blas: options.blas });
  await tf.setBackend("wasm");

  const made = new Map<string, Measurement>();
  try {
    for (const line of (await Deno.readTextFile(RESULTS)).trim().split("\n")) {
      const measurement = JSON.parse(line) as Measurement;
      made.set(runKey(measurement), measurement);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }

  for (const name of names) {
    const { start, models } = SETTINGS[name];
    const data = await loadTaskData(runConfig(name, "LSTM", start, 1));
    for (const model of models) {
      await search(name, model, async (plan, test) => {
        const earlier = made.get(runKey(plan));
        if (earlier && (earlier.test || earlier.failure !== undefined || !test)) return earlier;
        const measurement = { ...await measure(plan, data), blas };
        made.set(runKey(plan), measurement);
        const line = JSON.stringify(measurement);
        await Deno.writeTextFile(RESULTS, `${line}\n`, { append: true });
        console.log(name, model, JSON.stringify(plan.choice), plan.seed, lastLine(measurement));
        return measurement;
      });
    }
  }
}

function lastLine({ validation, test, failure, seconds }: Measurement): string {
  const [, loss, accuracy] = validation.at(-1) ?? [0, NaN, NaN];
  return `loss ${loss} accuracy ${accuracy} test ${test?.[1] ?? "-"} ${failure ?? ""} ${seconds} s`;
}

/** What tells runs apart. */
export function runKey({ setting, model, choice, seed }: Plan): string {
  return JSON.stringify([setting, model, Object.entries(choice).sort(), seed]);
}
