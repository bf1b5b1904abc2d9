import * as Plot from "@observablehq/plot";
import { COLORS, drawSvg } from "./draw_svg.ts";

/** A measurement; those with the same curve and the same x are shown as their mean and their range. */
export interface CurvePoint {
  /** The curve to which it belongs, by its name in the legend. */
  curve: string;
  /** Where it was measured. */
  x: number;
  /** What was measured. */
  y: number;
}

/** Axes and size of a drawing of curves. */
export interface CurveFrame {
  /** What x is. */
  xLabel: string;
  /** What y is. */
  yLabel: string;
  /** Whether y is drawn on a logarithmic axis; values that are not positive are left out then. */
  logarithmic?: boolean;
  /** Colors of the curves, in their order. Default: {@linkcode COLORS}. */
  colors?: readonly string[];
  /** Width in pixels. Default: 720. */
  width?: number;
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
  { xLabel, yLabel, logarithmic = false, colors = COLORS, width = 720 }: CurveFrame,
): string {
  const drawn = logarithmic ? points.filter(({ y }) => y > 0) : points;
  const curves = [...new Set(drawn.map(({ curve }) => curve))];
  const summaries = curves.flatMap((curve) =>
    [...Map.groupBy(drawn.filter((point) => point.curve === curve), ({ x }) => x)]
      .map(([x, same]) => {
        const values = same.map(({ y }) => y);
        const mean = values.reduce((sum, y) => sum + y) / values.length;
        return { curve, x, mean, low: Math.min(...values), high: Math.max(...values) };
      })
      .sort((a, b) => a.x - b.x)
  );
  const withRange = new Set(
    summaries.filter(({ low, high }) => low < high).map(({ curve }) => curve),
  );
  const ranged = summaries.filter(({ curve }) => withRange.has(curve));
  const lines = legendLines(curves, width - 40);
  const legend = lines.flatMap((line, row) =>
    line.map(({ curve, right }) =>
      Plot.text([curve], {
        // The legend goes where no curve can be.
        frameAnchor: "top-right",
        dx: -right,
        dy: LEGEND_LINE * (row - lines.length),
        fill: colors[curves.indexOf(curve) % colors.length],
        fontWeight: "bold",
        fontSize: 13,
      })
    )
  );
  return drawSvg({
    width,
    height: 400 + LEGEND_LINE * lines.length,
    marginTop: 20 + LEGEND_LINE * lines.length,
    marginLeft: 52,
    marginBottom: 40,
    marginRight: 20,
    x: { label: xLabel, labelAnchor: "center", labelArrow: "none" },
    y: {
      label: yLabel,
      labelArrow: "none",
      grid: true,
      // Powers of ten, as many as there is room for.
      ...logarithmic &&
        { type: "log", ticks: 8, tickFormat: (y: number) => y.toExponential(0).replace("+", "") },
    },
    color: { domain: curves, range: colors },
    marks: [
      Plot.areaY(ranged, { x: "x", y1: "low", y2: "high", fill: "curve", fillOpacity: 0.15 }),
      Plot.lineY(summaries, { x: "x", y: "mean", stroke: "curve", strokeWidth: 2 }),
      ...legend,
    ],
  });
}

/** Puts the names of a few curves one below the other, and those of many in as few lines as possible. */
function legendLines(
  curves: readonly string[],
  width: number,
): { curve: string; right: number }[][] {
  const lines: { curve: string; right: number }[][] = [];
  let left = 0;
  for (const curve of curves.toReversed()) {
    const needed = 8 * curve.length + 16;
    if (curves.length <= 6 || left < needed) {
      lines.unshift([]);
      left = width;
    }
    lines[0].unshift({ curve, right: width - left });
    left -= needed;
  }
  return lines;
}
