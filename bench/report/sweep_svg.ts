import * as Plot from "@observablehq/plot";
import { COLORS, drawSvg } from "../../apps/cli/report/draw_svg.ts";
import { IMPLEMENTATIONS } from "../implementations/implementations.ts";
import { quartiles } from "../runner/quartiles.ts";
import type { Results } from "../runner/results.ts";
import { type SweptSize, sweptSize } from "../runner/settings.ts";

const TITLES: Readonly<Record<SweptSize, string>> = {
  T: "time steps T",
  B: "batch rows B",
  H: "hidden units H",
};

/** Entries of the legend below one another. */
const LEGEND_ROWS = 3;

/**
 * Draws the time of a training step against T, B and H, on logarithmic axes: lines of the plain LSTM are
 * dashed.
 */
export function sweepSvg(results: Results): string {
  const points = results.phases.flatMap((phase) => {
    const swept = sweptSize(phase.setting);
    if (!swept) return [];
    return phase.implementations.filter(({ samples }) => samples.length > 0).map(
      (implementation) => {
        const { low, median, high } = quartiles(implementation.samples);
        return {
          ...swept,
          facet: TITLES[swept.size],
          implementation: implementation.implementation,
          low,
          median,
          high,
        };
      },
    );
  });
  const shown = IMPLEMENTATIONS.filter(({ name }) =>
    points.some(({ implementation }) => implementation === name)
  );
  const implementations = shown.map(({ name }) => name);
  const dashed = new Set(shown.filter(({ model }) => model === "plain").map(({ name }) => name));
  // Lines of the two models are told apart by their dashes, those of one by their colors.
  const colors = shown.map(({ model }, i) => {
    const before = shown.slice(0, i).filter((other) => other.model === model).length;
    return COLORS[before % COLORS.length];
  });
  const facets = Object.values(TITLES);
  const place = (i: number) => Math.min(Math.floor(i / LEGEND_ROWS), facets.length - 1);
  return drawSvg({
    width: 900,
    height: 440,
    marginLeft: 56,
    marginTop: 40,
    marginBottom: 60 + 18 * LEGEND_ROWS,
    x: { type: "log", base: 2, label: null, grid: true, tickFormat: (value: number) => `${value}` },
    y: {
      type: "log",
      label: "training step, ms",
      grid: true,
      labelArrow: "none",
      tickFormat: (value: number) => `${value}`,
    },
    fx: { domain: facets, label: null },
    color: { domain: implementations, range: colors },
    marks: [
      Plot.ruleX(points, {
        fx: "facet",
        x: "value",
        y1: "low",
        y2: "high",
        stroke: "implementation",
      }),
      ...[false, true].map((dashes) =>
        Plot.lineY(points.filter((point) => dashed.has(point.implementation) === dashes), {
          fx: "facet",
          x: "value",
          y: "median",
          stroke: "implementation",
          strokeWidth: 2,
          strokeDasharray: dashes ? "5,4" : undefined,
        })
      ),
      Plot.dot(points, { fx: "facet", x: "value", y: "median", fill: "implementation", r: 2.5 }),
      ...implementations.map((implementation, i) =>
        Plot.text([{ facet: facets[place(i)] }], {
          fx: "facet",
          text: () => dashed.has(implementation) ? `${implementation} (dashed)` : implementation,
          frameAnchor: "bottom-left",
          dy: 44 + 18 * (i - LEGEND_ROWS * place(i)),
          fill: colors[i],
          fontWeight: "bold",
        })
      ),
    ],
  });
}
