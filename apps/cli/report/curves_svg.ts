import * as Plot from "@observablehq/plot";
import { COLOURS, drawSvg } from "./draw_svg.ts";

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
  /** Whether curves rise, so that the legend is better at the bottom. */
  rising: boolean;
}

/**
 * Draws curves: means as lines, ranges as bands, in the order in which their first points come.
 *
 * @returns A self-contained SVG with a transparent background.
 */
export function curvesSvg(
  points: readonly CurvePoint[],
  { xLabel, yLabel, rising }: CurveFrame,
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
      // The legend goes where curves are not.
      frameAnchor: rising ? "bottom-right" : "top-right",
      dy: rising ? -8 - 18 * (curves.length - 1 - i) : 8 + 18 * i,
      dx: -8,
      fill: COLOURS[i % COLOURS.length],
      fontWeight: "bold",
      fontSize: 13,
    })
  );
  return drawSvg({
    width: 720,
    height: 400,
    marginLeft: 52,
    marginBottom: 40,
    marginRight: 20,
    x: { label: xLabel, labelAnchor: "center", labelArrow: "none" },
    y: { label: yLabel, labelArrow: "none", grid: true },
    color: { domain: curves, range: COLOURS },
    marks: [
      Plot.areaY(summaries, { x: "x", y1: "low", y2: "high", fill: "curve", fillOpacity: 0.15 }),
      Plot.lineY(summaries, { x: "x", y: "mean", stroke: "curve", strokeWidth: 2 }),
      ...legend,
    ],
  });
}
