import { setTimeout as wait } from "node:timers/promises";
import { Contestant } from "./contestant.ts";
import { Expectation } from "./expectation.ts";
import { type Party, type PeakName, PEAKS } from "./parties.ts";
import { PeakProcess } from "./peak_process.ts";
import type { MeasureOptions, Phase } from "./results.ts";
import { flops, type Measurement, type Setting } from "./settings.ts";
import { createWorkload, writeWorkload } from "./workload.ts";

/** Milliseconds between two parties, in which the threads of the first go to sleep. */
const PAUSE = 50;

/** What is to be measured. */
export interface SettingPlan {
  /** The sizes. */
  setting: Setting;
  /** What is timed. */
  measurements: readonly Measurement[];
  /** Who may take part. */
  parties: readonly Party[];
  /** How to measure. */
  options: MeasureOptions;
  /** Told what is going on. */
  report: (message: string) => void;
}

/**
 * Measures one setting: starts a process for every party, and for each measurement first compares what they
 * compute, then lets them take turns, the peaks of the machine among them.
 *
 * @yields Each measurement when it is complete.
 */
export async function* measureSetting(plan: SettingPlan): AsyncGenerator<Phase> {
  const { setting, measurements, options, report } = plan;
  const folder = await Deno.makeTempDir({ prefix: "bnlstm_bench_" });
  const workload = `${folder}/workload`;
  await writeWorkload(workload, createWorkload(setting));
  const expectation = new Expectation(setting, workload);
  const peaks = new Map<PeakName, PeakProcess>();
  const contestants: Contestant[] = [];
  try {
    report(`${setting.name}: loading ${plan.parties.length} parties`);
    for (const party of plan.parties) contestants.push(new Contestant(party, options));
    await Promise.all(contestants.map((contestant) => contestant.loaded()));
    for (const name of new Set(plan.parties.map(({ peak }) => peak))) {
      const process = await PeakProcess.start(PEAKS[name]);
      if (process) peaks.set(name, process);
    }
    for (const measurement of measurements) {
      const able = contestants.filter(({ party }) => party.measurements.includes(measurement));
      const rates: Phase["peaks"] = {};
      for (const contestant of able) {
        report(`${setting.name} ${measurement}: checking ${contestant.party.name}`);
        await contestant.enter(setting, measurement, workload, expectation);
      }
      for (let round = 0; round < options.samples; round++) {
        for (const [name, process] of peaks) {
          await wait(PAUSE);
          (rates[name] ??= []).push(await process.measure());
        }
        report(`${setting.name} ${measurement}: round ${round + 1} of ${options.samples}`);
        for (const contestant of able.filter((contestant) => contestant.takesPart(round))) {
          await wait(PAUSE);
          await contestant.sample();
        }
      }
      for (const contestant of able) await contestant.leave();
      yield {
        setting,
        measurement,
        flops: flops(setting, measurement),
        peaks: rates,
        parties: able.map(({ result }) => result),
      };
    }
  } finally {
    await Promise.all([...contestants, ...peaks.values()].map((process) => process.stop()));
    await Deno.remove(folder, { recursive: true });
  }
}
