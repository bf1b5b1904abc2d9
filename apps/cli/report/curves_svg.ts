import * as Plot from "@observablehq/plot";
import { COLORS, drawSvg } from "./draw_svg.ts";

/** A measurement; those with the same curve and the same x are shown as their mean and their range. */
export interface CurvePoint {
  /** The curve it belongs to, by what the legend calls it. */
  curve: string;
  /** Where it was measured. */
  x: number;
  /** What was measured. */
  y: number;
}

/** What surrounds curves. */
export interface CurveFrame {
  /** What x is. */
  xLabel: string;
  /** What y is. */
  yLabel: string;
}

/** Height of a line of the legend. */
const LEGEND_LINE = 18;

/**
 * Draws curves: means as lines, ranges as bands, in the order in which their first points come.
 *
 * @returns A self-contained SVG with a transparent background.
 */
export function curvesSvg(
  points: readonly CurvePoint[],
  { xLabel, yLabel }: CurveFrame,
): string {
  const curves = [...new Set(points.map(({ curve }) => curve))];
  const summaries = curves.flatMap((curve) =>
    [...Map.groupBy(points.filter((point) => point.curve === curve), ({ x }) => x)]
      .map(([x, same]) => {
        const values = same.map(({ y }) => y);
        const mean = values.reduce((sum, y) => sum + y) / values.length;
        return { curve, x, mean, low: Math.min(...values), high: Math.max(...values) };
      })
      .sort((a, b) => a.x - b.x)
  );
  const legend = curves.map((curve, i) =>
    Plot.text([curve], {
      // The legend goes where no curve can be.
      frameAnchor: "top-right",
      dy: LEGEND_LINE * (i - curves.length),
      fill: COLORS[i % COLORS.length],
      fontWeight: "bold",
      fontSize: 13,
    })
  );
  return drawSvg({
    width: 720,
    height: 400 + LEGEND_LINE * curves.length,
    marginTop: 20 + LEGEND_LINE * curves.length,
    marginLeft: 52,
    marginBottom: 40,
    marginRight: 20,
    x: { label: xLabel, labelAnchor: "center", labelArrow: "none" },
    y: { label: yLabel, labelArrow: "none", grid: true },
    color: { domain: curves, range: COLORS },
    marks: [
      Plot.areaY(summaries, { x: "x", y1: "low", y2: "high", fill: "curve", fillOpacity: 0.15 }),
      Plot.lineY(summaries, { x: "x", y: "mean", stroke: "curve", strokeWidth: 2 }),
      ...legend,
    ],
  });
}
