import type { HeadlineMetric } from "@bnlstm/train/tasks";
import type { RunGroup } from "./group_runs.ts";
import type { RunHistory } from "./read_run.ts";
import type { Panel } from "./write_figure.ts";

/** What of a run can be drawn against its steps. */
export type RunCurve = "validation" | "validation-loss" | "training-loss" | "gradient-norm";

/**
 * The curves of groups of runs, the mean over seeds as a line and their range as a band.
 *
 * @param headline What results of the task are compared by.
 */
export function runCurves(
  groups: readonly RunGroup[],
  what: RunCurve,
  headline: HeadlineMetric,
): Panel {
  const { yLabel, logarithmic, of } = curve(what, headline);
  const points = groups.flatMap(({ label, runs }) => {
    const curve = `${label}${runs.length > 1 ? ` (${runs.length} seeds)` : ""}`;
    return runs.flatMap(of).map(([x, y]) => ({ curve, x, y }));
  });
  return { points, xLabel: "training step", yLabel, logarithmic };
}

interface Curve {
  yLabel: string;
  logarithmic: boolean;
  of(run: RunHistory): [x: number, y: number][];
}

function curve(what: RunCurve, { label, percent, of }: HeadlineMetric): Curve {
  switch (what) {
    case "validation":
      return {
        yLabel: `validation ${label}${percent ? ", %" : ""}`,
        logarithmic: false,
        of: (run) =>
          run.validations.map((record) => [record.step, (percent ? 100 : 1) * of(record)]),
      };
    case "validation-loss":
      return {
        yLabel: "validation loss, nats",
        logarithmic: false,
        of: (run) => run.validations.map(({ step, loss }) => [step, loss]),
      };
    case "training-loss":
      return {
        yLabel: "training loss, nats",
        logarithmic: false,
        of: (run) => run.steps.map(({ step, loss }) => [step, loss]),
      };
    case "gradient-norm":
      return {
        yLabel: "norm of the gradient",
        logarithmic: true,
        of: (run) => run.steps.map(({ step, gradientNorm }) => [step, gradientNorm]),
      };
  }
}
