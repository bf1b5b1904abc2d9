import { ImplementationProcess } from "./implementation_process.ts";
import { flops, type Measurement, type Setting } from "./settings.ts";
import type { Outcome } from "../implementations/computation.ts";

/** Operations beyond which float64 in plain TypeScript takes too long, and the `cpu` kernels stand in. */
const MOST_FLOPS = 2e9;

/** Milliseconds the reference may take. */
const PATIENCE = 900_000;

/** Where outcomes that were computed once are kept: `deno run -A bench/runner/expected_outcomes.ts` writes it. */
export const OUTCOMES_FILE = new URL("./expected_outcomes.json", import.meta.url);

/** Outcomes that were computed once, by setting: they hold for the numbers that have this digest. */
export type KnownOutcomes = Record<string, { digest: string; outcomes: Record<string, Outcome> }>;

/** Knows what every implementation must compute. */
export class Expectation {
  readonly #setting: Setting;
  readonly #workload: string;
  readonly #digest: Promise<string>;
  readonly #outcomes: Promise<Record<string, Outcome>>;
  readonly #computed = new Map<string, Promise<Outcome>>();

  /** @param workload Where the workload of the setting was written. */
  constructor(setting: Setting, workload: string) {
    this.#setting = setting;
    this.#workload = workload;
    this.#digest = digestOf(`${workload}.bin`);
    this.#outcomes = this.#read();
  }

  /**
   * Loss and norm of the gradient by the float64 reference; in large settings by the `cpu` kernels, which
   * the conformance suite, and this one in small settings, hold to the reference. Known from an earlier run where
   * the numbers of the setting are the same.
   */
  async of(model: "bn" | "plain", measurement: Measurement, timeSteps: number): Promise<Outcome> {
    const key = `${model} ${measurement} ${timeSteps} ${this.#setting.loss}`;
    const known = (await this.#outcomes)[key];
    if (known) return known;
    const computed = this.#computed.get(key) ?? this.#compute(model, measurement, timeSteps);
    this.#computed.set(key, computed);
    return computed;
  }

  /** All that is known now, to be kept. */
  async all(): Promise<KnownOutcomes[string]> {
    const outcomes = { ...await this.#outcomes };
    for (const [key, outcome] of this.#computed) outcomes[key] = await outcome;
    return { digest: await this.#digest, outcomes };
  }

  async #read(): Promise<Record<string, Outcome>> {
    const text = await Deno.readTextFile(OUTCOMES_FILE).catch(() => "{}");
    const known = (JSON.parse(text) as KnownOutcomes)[this.#setting.name];
    return known?.digest === await this.#digest ? known.outcomes : {};
  }

  async #compute(
    model: "bn" | "plain",
    measurement: Measurement,
    timeSteps: number,
  ): Promise<Outcome> {
    const work = flops({ ...this.#setting, timeSteps }, measurement);
    const process = await ImplementationProcess.start(
      work <= MOST_FLOPS
        ? { module: "reference.ts", options: { model } }
        : { module: "bnlstm.ts", options: { backend: "cpu", model, implementation: "fused" } },
      PATIENCE,
    );
    try {
      const workload = this.#workload;
      await process.ask({ do: "prepare", workload, measurement, timeSteps }, PATIENCE);
      return await process.ask<Outcome>({ do: "verify" }, PATIENCE);
    } finally {
      await process.stop();
    }
  }
}

/** A digest of a file, hexadecimal. */
async function digestOf(path: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", await Deno.readFile(path));
  return new Uint8Array(hash).toHex();
}
