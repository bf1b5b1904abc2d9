import * as Plot from "@observablehq/plot";
import type { Evaluation } from "@bnlstm/train";
import { parseHTML } from "linkedom";
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

/** Mean of a group at one step, and the extremes of its runs. */
interface Point {
  group: string;
  step: number;
  mean: number;
  low: number;
  high: number;
}

/** Legible on white and on GitHub's dark background alike, as is the grey. */
const COLOURS = ["#2f81f7", "#e0733d", "#2da44e", "#a371f7", "#d1407e", "#8a8a00"];
const GREY = "#808890";

/**
 * Draws the learning curves of groups of runs: validation metric against steps, the mean over seeds as a
 * line and their range as a band.
 *
 * @returns A self-contained SVG with a transparent background.
 */
export function learningCurveSvg(groups: readonly RunGroup[], metric: CurveMetric): string {
  const points = groups.flatMap((group) => curve(group, metric));
  const { document } = parseHTML("<html></html>") as unknown as { document: Document };
  const legend = groups.map(({ label, runs }, i) =>
    Plot.text([`${label}${runs.length > 1 ? ` (${runs.length} seeds)` : ""}`], {
      // The legend goes where curves are not.
      frameAnchor: metric.higherIsBetter ? "bottom-right" : "top-right",
      dy: metric.higherIsBetter ? -8 - 18 * (groups.length - 1 - i) : 8 + 18 * i,
      dx: -8,
      fill: COLOURS[i % COLOURS.length],
      fontWeight: "bold",
      fontSize: 13,
    })
  );
  const svg = Plot.plot({
    document,
    width: 720,
    height: 400,
    marginLeft: 52,
    marginBottom: 40,
    marginRight: 20,
    style: { color: GREY, fontFamily: "sans-serif", fontSize: "12px", background: "none" },
    x: { label: "training step", labelAnchor: "center", labelArrow: "none" },
    y: {
      label: `validation ${metric.label}${metric.percent ? ", %" : ""}`,
      labelArrow: "none",
      grid: true,
    },
    color: { domain: groups.map(({ label }) => label), range: COLOURS },
    marks: [
      Plot.areaY(points, { x: "step", y1: "low", y2: "high", fill: "group", fillOpacity: 0.15 }),
      Plot.lineY(points, { x: "step", y: "mean", stroke: "group", strokeWidth: 2 }),
      ...legend,
    ],
  });
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return svg.outerHTML + "\n";
}

function curve({ label, runs }: RunGroup, metric: CurveMetric): Point[] {
  const scale = metric.percent ? 100 : 1;
  const records = runs.flatMap(({ validations }) => validations);
  return [...Map.groupBy(records, ({ step }) => step)].map(([step, records]) => {
    const values = records.map((record) => scale * metric.of(record));
    return {
      group: label,
      step,
      mean: values.reduce((sum, value) => sum + value) / values.length,
      low: Math.min(...values),
      high: Math.max(...values),
    };
  }).sort((a, b) => a.step - b.step);
}
