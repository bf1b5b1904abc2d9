import type { Evaluation } from "@bnlstm/train";
import { curvesSvg } from "./curves_svg.ts";
import type { RunGroup } from "./group_runs.ts";

/** What a learning curve shows. */
export interface CurveMetric {
  /** What it is. */
  label: string;
  /** Whether it is shown in percent. */
  percent: boolean;
  /** Whether more of it is better. */
  higherIsBetter: boolean;
  /** Its value. */
  of(evaluation: Pick<Evaluation, "loss" | "accuracy">): number;
}

/**
 * Draws the learning curves of groups of runs: validation metric against steps, the mean over seeds as a
 * line and their range as a band.
 *
 * @returns A self-contained SVG with a transparent background.
 */
export function learningCurveSvg(groups: readonly RunGroup[], metric: CurveMetric): string {
  const scale = metric.percent ? 100 : 1;
  const points = groups.flatMap(({ label, runs }) => {
    const curve = `${label}${runs.length > 1 ? ` (${runs.length} seeds)` : ""}`;
    return runs.flatMap(({ validations }) => validations)
      .map((record) => ({ curve, x: record.step, y: scale * metric.of(record) }));
  });
  return curvesSvg(points, {
    xLabel: "training step",
    yLabel: `validation ${metric.label}${metric.percent ? ", %" : ""}`,
    rising: metric.higherIsBetter,
  });
}
