import { MeasuredImplementation } from "./measured_implementation.ts";
import { Expectation } from "./expectation.ts";
import type { Implementation } from "../implementations/implementation.ts";
import { PeakProcess } from "./peak_process.ts";
import { type PeakName, PEAKS } from "./peaks.ts";
import type { MeasureOptions, Phase } from "./results.ts";
import { flops, type Measurement, type Setting } from "./settings.ts";
import { createWorkload, writeWorkload } from "./workload.ts";

/** What is to be measured. */
export interface SettingPlan {
  /** The sizes. */
  setting: Setting;
  /** What is timed. */
  measurements: readonly Measurement[];
  /** Who may take part. */
  implementations: readonly Implementation[];
  /** How to measure. */
  options: MeasureOptions;
  /** Told what is going on. */
  report: (message: string) => void;
}

/**
 * Measures one setting: starts a process for every implementation, and for each measurement first compares what they
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
  const measured: MeasuredImplementation[] = [];
  try {
    report(`${setting.name}: loading ${plan.implementations.length} implementations`);
    for (const implementation of plan.implementations) {
      measured.push(new MeasuredImplementation(implementation, options));
    }
    await Promise.all(measured.map((measured) => measured.loaded()));
    for (const name of new Set(plan.implementations.map(({ peak }) => peak))) {
      const process = await PeakProcess.start(PEAKS[name]);
      if (process) peaks.set(name, process);
    }
    for (const measurement of measurements) {
      const able = measured.filter(({ implementation }) =>
        implementation.measurements.includes(measurement)
      );
      const rates: Phase["peaks"] = {};
      for (const measured of able) {
        report(`${setting.name} ${measurement}: checking ${measured.implementation.name}`);
        await measured.enter(setting, measurement, workload, expectation);
      }
      for (let round = 0; round < options.samples; round++) {
        for (const [name, process] of peaks) {
          (rates[name] ??= []).push(await process.measure());
        }
        report(`${setting.name} ${measurement}: round ${round + 1} of ${options.samples}`);
        for (const measured of able.filter((measured) => measured.takesPart())) {
          await measured.sample();
        }
      }
      for (const measured of able) await measured.leave();
      yield {
        setting,
        measurement,
        options,
        flops: flops(setting, measurement),
        peaks: rates,
        implementations: able.map(({ result }) => result),
      };
    }
  } finally {
    await Promise.all([...measured, ...peaks.values()].map((process) => process.stop()));
    await Deno.remove(folder, { recursive: true });
  }
}
