import { ImplementationProcess, type ImplementationProgram } from "./implementation_process.ts";
import { AbsentError, type Outcome } from "../implementations/computation.ts";

/** Milliseconds a measurement may take. */
const PATIENCE = 120_000;

/** Untimed runs before the first measurement. */
const WARM_UP_RUNS = 3;

/** Measures one peak, in a process of its own like every implementation. */
export class PeakProcess {
  readonly #process: ImplementationProcess;

  /** Operations of a run. */
  readonly #flops: number;

  private constructor(process: ImplementationProcess, flops: number) {
    this.#process = process;
    this.#flops = flops;
  }

  /** Starts; gives nothing where the peak cannot be measured on this machine. */
  static async start(program: ImplementationProgram): Promise<PeakProcess | undefined> {
    try {
      const process = await ImplementationProcess.start(program, PATIENCE);
      await process.ask({ do: "time", runs: WARM_UP_RUNS }, PATIENCE);
      const { flops } = await process.ask<Outcome>({ do: "verify" }, PATIENCE);
      return new PeakProcess(process, flops!);
    } catch (error) {
      if (error instanceof AbsentError) return undefined;
      throw error;
    }
  }

  /** GFLOP/s; returns when its threads are asleep again. */
  async measure(): Promise<number> {
    const { milliseconds } = await this.#process.ask<{ milliseconds: number }>(
      { do: "time", runs: 1 },
      PATIENCE,
    );
    await this.#process.idle();
    return this.#flops / milliseconds / 1e6;
  }

  /** Ends its process. */
  async stop(): Promise<void> {
    await this.#process.stop();
  }
}
