/**
 * The benchmark suite: every backend beside what a user would pick instead, in one run on one machine.
 *
 *     deno task bench --help
 *
 * @module
 */

import { Command, InvalidArgumentError } from "commander";
import {
  DEFAULT,
  type ImplementationChoice,
  implementationsOf,
  QUICK,
  settingsOf,
} from "./runner/choices.ts";
import { describeMachine } from "./runner/machine.ts";
import { measureSetting } from "./runner/measure_setting.ts";
import { comparison } from "./report/comparison.ts";
import { markdownReport } from "./report/markdown_report.ts";
import { peakShareSvg } from "./report/peak_share_svg.ts";
import { sweepSvg } from "./report/sweep_svg.ts";
import type { Results } from "./runner/results.ts";
import { type Setting, sweptSize } from "./runner/settings.ts";

/** What the command line says. */
interface Options extends ImplementationChoice {
  settings?: Setting[];
  samples: number;
  budget?: number;
  output: string;
  compare?: string;
}

function parsePositive(text: string): number {
  const value = Number(text);
  if (value > 0) return value;
  throw new InvalidArgumentError("It must be a number above 0.");
}

async function readResults(path: string): Promise<Results> {
  return JSON.parse(await Deno.readTextFile(path));
}

/** Measures what the results lack, and writes them after each measurement. */
async function measure(
  results: Results,
  settings: Setting[],
  budget: number,
  options: Options,
): Promise<void> {
  for (const setting of settings) {
    const measurements = setting.measurements.filter((measurement) =>
      !results.phases.some((phase) =>
        phase.setting.name === setting.name && phase.measurement === measurement
      )
    );
    if (measurements.length === 0) continue;
    const plan = {
      setting,
      measurements,
      implementations: implementationsOf(setting, options),
      options: { samples: options.samples, budget },
      report: (message: string) => console.error(message),
    };
    for await (const phase of measureSetting(plan)) {
      results.phases.push(phase);
      await Deno.writeTextFile(`${options.output}/results.json`, JSON.stringify(results));
    }
  }
}

/** Tells what became slower or faster. @returns Whether this library became slower anywhere. */
function compare(before: Results, after: Results): boolean {
  const changes = comparison(before, after);
  console.log("\nTimes relative to the peak, over those of the earlier run:\n");
  for (const { name, ratio, slower } of changes.toSorted((a, b) => b.ratio - a.ratio)) {
    console.log(`${ratio.toFixed(2).padStart(6)}  ${name}${slower ? "  SLOWER" : ""}`);
  }
  return changes.some(({ name, slower }) => slower && name.includes("bnlstm"));
}

async function main(options: Options): Promise<void> {
  const preset = options.quick ? QUICK : DEFAULT;
  const { settings = settingsOf(preset.settings), budget = preset.budget } = options;
  const path = `${options.output}/results.json`;
  await Deno.mkdir(options.output, { recursive: true });
  const results = await readResults(path).catch((): Results => ({
    format: 1,
    date: new Date().toISOString(),
    machine: describeMachine(),
    phases: [],
  }));
  await measure(results, settings, budget, options);
  const report = markdownReport(results);
  await Deno.writeTextFile(`${options.output}/report.md`, report);
  await Deno.writeTextFile(`${options.output}/peak_share.svg`, peakShareSvg(results));
  if (results.phases.some(({ setting }) => sweptSize(setting))) {
    await Deno.writeTextFile(`${options.output}/sweep.svg`, sweepSvg(results));
  }
  console.log(report);
  console.error(`Results, report and plots are in ${options.output}`);
  if (options.compare && compare(await readResults(options.compare), results)) Deno.exitCode = 1;
}

const now = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
await new Command("deno task bench")
  .description("Measures every backend beside what a user would pick instead, in one run.")
  .option(
    "--settings <names>",
    `of A, B, C, S, 1, and sweep: time against T, B and H (${DEFAULT.settings})`,
    settingsOf,
  )
  .option("--implementation <text...>", "only implementations whose name contains one of these")
  .option("--samples <number>", "samples of each implementation", parsePositive, 10)
  .option(
    "--budget <seconds>",
    `time for the samples of an implementation in a measurement (${DEFAULT.budget})`,
    parsePositive,
  )
  .option(
    "--output <folder>",
    "where results go; a run found there is continued",
    `bench/results/${now}`,
  )
  .option("--compare <results.json>", "compare with an earlier run; fails if ours became slower")
  .option("--quick", `two minutes: settings ${QUICK.settings}, a budget of ${QUICK.budget} s`)
  .action(main)
  .parseAsync(Deno.args, { from: "user" });
