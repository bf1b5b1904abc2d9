/**
 * The benchmark suite: every backend beside what a user would pick instead, in one run on one machine.
 *
 *     deno task bench --help
 *
 * @module
 */

import { Command, InvalidArgumentError } from "commander";
import { describeMachine } from "./machine.ts";
import { measureSetting } from "./measure_setting.ts";
import { PARTIES, type Party } from "./parties.ts";
import { comparison } from "./report/comparison.ts";
import { markdownReport } from "./report/markdown_report.ts";
import { peakShareSvg } from "./report/peak_share_svg.ts";
import { sweepSvg } from "./report/sweep_svg.ts";
import type { Results } from "./results.ts";
import { type Setting, SETTINGS, SWEEP, sweptSize } from "./settings.ts";

/** What the command line says. */
interface Options {
  settings?: Setting[];
  party?: string[];
  samples: number;
  budget?: number;
  output: string;
  compare?: string;
  quick?: boolean;
}

const DEFAULT = { settings: "A,S,1,B", budget: 20 };
const QUICK = { settings: "S,1", budget: 1 };

/** Parties that `--quick` leaves out, unless some are named. */
const NOT_QUICK = /1 thread|webgpu|compile/;

/** Parties of the sweep, unless some are named: one of each kind. */
const SWEEP_PARTIES = [
  "bnlstm wasm",
  "bnlstm cpu",
  "bnlstm composed, wasm",
  "jax-js wasm",
  "PyTorch loop",
  "PyTorch hand-written backward",
  "bnlstm wasm, plain LSTM",
  "tfjs layers.lstm, wasm",
  "PyTorch nn.LSTM",
];

function parseSettings(names: string): Setting[] {
  return names.split(",").flatMap((name) => {
    if (name === "sweep") return SWEEP;
    const setting = SETTINGS.find((setting) => setting.name === name);
    if (setting) return [setting];
    const known = [...SETTINGS.map(({ name }) => name), "sweep"].join(", ");
    throw new InvalidArgumentError(`There is no setting ${name}, only ${known}.`);
  });
}

function parsePositive(text: string): number {
  const value = Number(text);
  if (value > 0) return value;
  throw new InvalidArgumentError("It must be a number above 0.");
}

/** Who takes part in a setting. */
function partiesOf(setting: Setting, { party, quick }: Options): Party[] {
  return PARTIES.filter(({ name }) => {
    if (party) return party.some((text) => name.includes(text));
    if (sweptSize(setting)) return SWEEP_PARTIES.includes(name);
    return !(quick && NOT_QUICK.test(name));
  });
}

async function readResults(path: string): Promise<Results> {
  return JSON.parse(await Deno.readTextFile(path));
}

/** Measures what the results lack, and writes them after each measurement. */
async function measure(results: Results, settings: Setting[], options: Options): Promise<void> {
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
      parties: partiesOf(setting, options),
      options: results.options,
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
  const { settings, budget } = options.quick ? QUICK : DEFAULT;
  const path = `${options.output}/results.json`;
  await Deno.mkdir(options.output, { recursive: true });
  const results = await readResults(path).catch((): Results => ({
    format: 1,
    date: new Date().toISOString(),
    machine: describeMachine(),
    options: { samples: options.samples, budget: options.budget ?? budget },
    phases: [],
  }));
  await measure(results, options.settings ?? parseSettings(settings), options);
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
    parseSettings,
  )
  .option("--party <text...>", "only parties whose name contains one of these")
  .option("--samples <number>", "samples of each party", parsePositive, 10)
  .option(
    "--budget <seconds>",
    `time for the samples of a party in a measurement (${DEFAULT.budget})`,
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
