import { PartyProcess } from "./party_process.ts";
import { flops, type Measurement, type Setting } from "./settings.ts";
import type { Outcome } from "./strategy.ts";

/** Operations beyond which float64 in plain TypeScript takes too long, and the `cpu` kernels stand in. */
const MOST_FLOPS = 2e9;

/** Milliseconds the reference may take. */
const PATIENCE = 900_000;

/** Knows what every party must compute. */
export class Expectation {
  readonly #setting: Setting;
  readonly #workload: string;
  readonly #known = new Map<string, Promise<Outcome>>();

  /** @param workload Where the workload of the setting was written. */
  constructor(setting: Setting, workload: string) {
    this.#setting = setting;
    this.#workload = workload;
  }

  /**
   * Loss and norm of the gradient by the float64 reference; in large settings by the `cpu` kernels, which
   * the conformance suite, and this one in small settings, hold to the reference.
   */
  of(model: "bn" | "plain", measurement: Measurement, timeSteps: number): Promise<Outcome> {
    const key = `${model} ${measurement} ${timeSteps}`;
    const known = this.#known.get(key) ?? this.#compute(model, measurement, timeSteps);
    this.#known.set(key, known);
    return known;
  }

  async #compute(
    model: "bn" | "plain",
    measurement: Measurement,
    timeSteps: number,
  ): Promise<Outcome> {
    const work = flops({ ...this.#setting, timeSteps }, measurement);
    const process = await PartyProcess.start(
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
