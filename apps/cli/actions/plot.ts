import { TASKS } from "@bnlstm/train/tasks";
import { groupRuns } from "../report/group_runs.ts";
import { InputError } from "../input_error.ts";
import { learningCurveSvg } from "../report/learning_curve_svg.ts";
import { readRun } from "../report/read_run.ts";
import { resultsTable } from "../report/results_table.ts";
import { checkOutput, writeOutput } from "../run/write_output.ts";

/** Options of the command `plot`. */
export interface PlotOptions {
  /** Path of the SVG file. */
  output: string;
  /** Whether loss is drawn instead of what results of the task are compared by. */
  loss?: boolean;
}

const LOSS = {
  label: "loss, nats",
  percent: false,
  higherIsBetter: false,
  of: ({ loss }: { loss: number }) => loss,
};

/** Draws the learning curves of runs into a file, and prints their results as a Markdown table. */
export async function plot(paths: readonly string[], options: PlotOptions): Promise<void> {
  await checkOutput(options.output);
  const groups = groupRuns(await Promise.all(paths.map(readRun)));
  if (groups.every(({ runs }) => runs.every(({ validations }) => validations.length === 0))) {
    throw new InputError(`Cannot plot ${paths.join(", ")}: nothing has been evaluated yet`);
  }
  const tasks = new Set(groups.flatMap(({ runs }) => runs.map(({ config }) => config.task)));
  const headlines = new Set([...tasks].map((task) => TASKS[task].headline));
  if (headlines.size > 1) {
    throw new InputError(
      `Cannot plot ${[...tasks].join(" with ")}: their results cannot be compared`,
    );
  }
  const [headline] = headlines;
  const svg = learningCurveSvg(groups, options.loss ? LOSS : headline);
  await writeOutput(options.output, svg);
  console.log(resultsTable(groups, headline));
}
