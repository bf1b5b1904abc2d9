import { checkOutcome } from "./check_outcome.ts";
import type { Expectation } from "./expectation.ts";
import type { Implementation } from "../implementations/implementation.ts";
import { ImplementationProcess } from "./implementation_process.ts";
import type { ImplementationResult, MeasureOptions } from "./results.ts";
import { type Measurement, type Setting, trialSteps } from "./settings.ts";
import { AbsentError, type Outcome } from "../implementations/computation.ts";

/** Samples for which there must be time, or whole sequences are not run. */
const FEWEST_SAMPLES = 3;

/** Share of the budget that is spent on an implementation whose time is estimated. */
const ESTIMATE_SHARE = 1 / 3;

/** Milliseconds a sample takes at least: of shorter runs it is the mean of several. */
const SHORTEST_SAMPLE = 20;

/** Milliseconds of untimed runs before a sample, where a run is not longer itself; a twentieth of the budget if less. */
const WARM_UP = 100;

/** Milliseconds of untimed runs before the first sample; a tenth of the budget if that is less. */
const FIRST_WARM_UP = 1000;

/** Runs after which compiled code is expected to be in place. */
const SETTLING_RUNS = 4;

/** Milliseconds these runs may take together before one of them is taken as it is. */
const LONGEST_SETTLING = 1000;

/** Milliseconds of a run from which no run is spent on settling that could be a sample. */
const LONG_RUN = 1000;

/** Milliseconds a process may take to load its libraries. */
const LOAD_LIMIT = 180_000;

/** One implementation in one setting. */
export class MeasuredImplementation {
  readonly implementation: Implementation;
  readonly #options: MeasureOptions;
  #starting: Promise<ImplementationProcess>;
  #result!: ImplementationResult;
  /** Milliseconds that are left for samples. */
  #left = 0;
  /** Milliseconds of a run with the sequences as they were prepared. */
  #milliseconds = 0;
  /** How much longer whole sequences are. */
  #scale = 1;

  /** Starts its process. */
  constructor(implementation: Implementation, options: MeasureOptions) {
    this.implementation = implementation;
    this.#options = options;
    this.#starting = this.#start();
  }

  /** Waits until its libraries are loaded, if they can be. */
  async loaded(): Promise<void> {
    await this.#starting.catch(() => {});
  }

  /** How it did so far in the current phase. */
  get result(): ImplementationResult {
    return this.#result;
  }

  /** Whether there is a sample to take: a first one, or one more for which there is time. */
  takesPart(): boolean {
    if (this.#left <= 0) return false;
    return this.#result.samples.length === 0 || this.#milliseconds <= this.#left;
  }

  /** Prepares a measurement, compares what comes out with what is expected, and decides what is timed. */
  async enter(
    setting: Setting,
    measurement: Measurement,
    workload: string,
    expectation: Expectation,
  ): Promise<void> {
    const { name, model, peak } = this.implementation;
    this.#result = { implementation: name, model, peak, status: "measured", samples: [] };
    this.#left = 0;
    const whole = setting.timeSteps;
    const budget = 1000 * this.#options.budget;
    try {
      const cut = trialSteps(setting);
      if (cut < whole) {
        const trial = () => this.#prepare(cut, whole, measurement, workload, expectation);
        if (!await trial()) return;
        if (FEWEST_SAMPLES * this.#milliseconds * this.#scale > budget) {
          return this.#estimate(budget, "whole sequences take too long");
        }
        try {
          const predicted = this.#milliseconds * this.#scale;
          const settled = predicted >= LONG_RUN ? predicted : undefined;
          if (!await this.#prepare(whole, whole, measurement, workload, expectation, settled)) {
            return;
          }
        } catch (error) {
          // A failure, mostly for lack of memory, may have left the process in a bad state.
          await this.#restart();
          if (!await trial()) return;
          return this.#estimate(budget, `whole sequences fail: ${(error as Error).message}`);
        }
      } else if (!await this.#prepare(whole, whole, measurement, workload, expectation)) return;
      await this.#warmUp(Math.min(FIRST_WARM_UP, budget / 10));
      if (this.#milliseconds < LONG_RUN) {
        this.#milliseconds = Math.min(this.#milliseconds, await this.#time(1));
      }
      this.#left = budget;
    } catch (error) {
      await this.#fail(error as Error);
    }
  }

  /** Takes one sample; returns when its threads are asleep again. */
  async sample(): Promise<void> {
    try {
      await this.#warmUp(Math.min(WARM_UP, 50 * this.#options.budget));
      const runs = Math.max(1, Math.ceil(SHORTEST_SAMPLE / this.#milliseconds));
      this.#result.runsPerSample ??= runs;
      const each = await this.#time(this.#result.runsPerSample);
      this.#result.samples.push(each * this.#scale);
      this.#left -= each * this.#result.runsPerSample;
      this.#milliseconds = each;
      await (await this.#starting).idle();
    } catch (error) {
      this.#left = 0;
      await this.#fail(error as Error);
    }
  }

  /** Ends the phase: notes how much memory it took. */
  async leave(): Promise<void> {
    if (this.#result.samples.length === 0) return;
    this.#result.peakMemory = await (await this.#starting).peakMemory();
  }

  /** Ends its process. */
  async stop(): Promise<void> {
    await this.#starting.then((process) => process.stop(), () => {});
  }

  #start(): Promise<ImplementationProcess> {
    const starting = ImplementationProcess.start(this.implementation, LOAD_LIMIT);
    // Awaited later; until then a rejection must not count as unhandled.
    starting.catch(() => {});
    return starting;
  }

  async #restart(): Promise<void> {
    await this.stop();
    this.#starting = this.#start();
  }

  /**
   * Prepares sequences of so many steps, checks what is computed, and times a run.
   *
   * @param settled Milliseconds that a run is known to take.
   * @returns Whether it computes what it should.
   */
  async #prepare(
    timeSteps: number,
    whole: number,
    measurement: Measurement,
    workload: string,
    expectation: Expectation,
    settled?: number,
  ): Promise<boolean> {
    const process = await this.#starting;
    const result = this.#result;
    result.version = process.name;
    result.timeSteps = timeSteps;
    await process.ask({ do: "prepare", workload, measurement, timeSteps }, this.#patience);
    result.outcome = await process.ask<Outcome>({ do: "verify" }, this.#patience);
    result.expected = await expectation.of(this.implementation.model, measurement, timeSteps);
    const wrong = checkOutcome(result.outcome, result.expected);
    if (wrong) {
      result.status = "refused";
      result.note = wrong;
      return false;
    }
    this.#scale = whole / timeSteps;
    this.#milliseconds = settled ?? await this.#settle();
    return true;
  }

  /** Milliseconds of a run after compilers that watch a few have done their work, unless it takes long. */
  async #settle(): Promise<number> {
    let [fastest, total] = [Infinity, 0];
    for (let run = 0; run < SETTLING_RUNS && total < LONGEST_SETTLING; run++) {
      const milliseconds = await this.#time(1);
      fastest = Math.min(fastest, milliseconds);
      total += milliseconds;
    }
    return fastest;
  }

  #estimate(budget: number, reason: string): void {
    this.#result.status = "estimated";
    this.#result.note = `${reason}: from ${this.#result.timeSteps} steps`;
    this.#left = budget * ESTIMATE_SHARE;
  }

  /** Runs for so long without looking at the clock, unless a single run is longer. */
  async #warmUp(milliseconds: number): Promise<void> {
    const runs = Math.floor(milliseconds / this.#milliseconds);
    if (runs > 0) await this.#time(runs);
  }

  /** Mean milliseconds of a run. */
  async #time(runs: number): Promise<number> {
    const process = await this.#starting;
    const answer = await process.ask<{ milliseconds: number }>(
      { do: "time", runs },
      this.#patience,
    );
    return answer.milliseconds / runs;
  }

  /** Milliseconds to wait for an answer: an implementation that takes longer has no place here. */
  get #patience(): number {
    return 60_000 + 4000 * this.#options.budget;
  }

  async #fail(error: Error): Promise<void> {
    this.#result.status = error instanceof AbsentError ? "absent" : "failed";
    this.#result.note = error.message;
    // A fresh process for the next measurement, unless there cannot be one.
    if (this.#result.status === "failed") await this.#restart();
  }
}
