import type { PeakName } from "./peaks.ts";
import type { Measurement, Setting } from "./settings.ts";
import type { Outcome } from "../implementations/computation.ts";

/** What a run of the suite writes: everything that tables and plots are made of. */
export interface Results {
  /** Version of this format. */
  format: 1;
  /** When the run began, ISO 8601. */
  date: string;
  /** What it ran on. */
  machine: Machine;
  /** One for each measurement of each setting, in the order in which they were made. */
  phases: Phase[];
}

/** The machine and what runs on it. */
export interface Machine {
  /** The processor, as it calls itself. */
  processor: string;
  /** Its cores. */
  cores: number;
  /** Bytes of memory. */
  memory: number;
  /** Operating system and its version. */
  system: string;
  /** Versions of the runtime and of this library. */
  versions: Record<string, string>;
}

/** How to measure. */
export interface MeasureOptions {
  /** Samples of each implementation. */
  samples: number;
  /** Seconds that the samples of one implementation may take together: slow implementations give fewer. */
  budget: number;
}

/** One measurement in one setting. */
export interface Phase {
  /** The sizes. */
  setting: Setting;
  /** What was timed. */
  measurement: Measurement;
  /** How it was asked to measure. */
  options: MeasureOptions;
  /** Floating-point operations of a run. */
  flops: number;
  /** GFLOP/s, a sample a round; absent where a peak cannot be measured. */
  peaks: Partial<Record<PeakName, number[]>>;
  /** Who took part, and who did not. */
  implementations: ImplementationResult[];
}

/** How an implementation did in one phase. */
export interface ImplementationResult {
  /** Its name. */
  implementation: string;
  /** What it computes. */
  model: "bn" | "plain";
  /** The peak it is compared with. */
  peak: PeakName;
  /** What ran, with its version. */
  version?: string;
  /**
   * `measured`; `estimated` from shorter sequences, since whole ones take too long or fail; `absent` from
   * this machine; `refused`, since it computes something else; `failed`.
   */
  status: "measured" | "estimated" | "absent" | "refused" | "failed";
  /** Why not, where there is a reason. */
  note?: string;
  /** Steps of the sequences that were timed. */
  timeSteps?: number;
  /** Milliseconds of a run, extrapolated to all steps where `estimated`. */
  samples: number[];
  /** Runs whose mean is a sample. */
  runsPerSample?: number;
  /** What it computed. */
  outcome?: Outcome;
  /** What the reference computed. */
  expected?: Outcome;
  /** Most memory its process has had, in bytes. */
  peakMemory?: number;
}
