import { TASKS } from "@bnlstm/train/tasks";
import { InputError } from "../input_error.ts";
import { groupRuns } from "../report/group_runs.ts";
import { readRun } from "../report/read_run.ts";
import { resultsTable } from "../report/results_table.ts";
import { type RunCurve, runCurves } from "../report/run_curves.ts";
import { writeFigure } from "../report/write_figure.ts";
import { checkOutput } from "../run/write_output.ts";

/** Options of the command `plot`. */
export interface PlotOptions {
  /** Path of the SVG file. */
  output: string;
  /** What is drawn. */
  of: RunCurve;
}

/** Draws the curves of runs into a file, and prints their results as a Markdown table. */
export async function plot(paths: readonly string[], options: PlotOptions): Promise<void> {
  await checkOutput(options.output);
  const groups = groupRuns(await Promise.all(paths.map(readRun)));
  const tasks = new Set(groups.flatMap(({ runs }) => runs.map(({ config }) => config.task)));
  const headlines = new Set([...tasks].map((task) => TASKS[task].headline));
  if (headlines.size > 1) {
    throw new InputError(
      `Cannot plot ${[...tasks].join(" with ")}: their results are not of one kind`,
    );
  }
  const [headline] = headlines;
  const panel = runCurves(groups, options.of, headline);
  if (panel.points.length === 0) {
    throw new InputError(`Cannot plot ${paths.join(", ")}: nothing has been measured yet`);
  }
  await writeFigure(options.output, [panel]);
  console.log(resultsTable(groups, headline));
}
