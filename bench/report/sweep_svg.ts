import * as Plot from "@observablehq/plot";
import { COLOURS, drawSvg } from "../../apps/cli/report/draw_svg.ts";
import { quartiles } from "../quartiles.ts";
import type { Results } from "../results.ts";
import { type SweptSize, sweptSize } from "../settings.ts";

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
    return phase.parties.filter(({ samples }) => samples.length > 0).map((party) => {
      const { low, median, high } = quartiles(party.samples);
      return {
        ...swept,
        facet: TITLES[swept.size],
        party: party.party,
        model: party.model,
        low,
        median,
        high,
      };
    });
  });
  const parties = [...new Set(points.map(({ party }) => party))];
  const dashed = new Set(
    points.filter(({ model }) => model === "plain").map(({ party }) => party),
  );
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
    color: { domain: parties, range: parties.map((_, i) => COLOURS[i % COLOURS.length]) },
    marks: [
      Plot.ruleX(points, { fx: "facet", x: "value", y1: "low", y2: "high", stroke: "party" }),
      ...[false, true].map((dashes) =>
        Plot.lineY(points.filter((point) => dashed.has(point.party) === dashes), {
          fx: "facet",
          x: "value",
          y: "median",
          stroke: "party",
          strokeWidth: 2,
          strokeDasharray: dashes ? "5,4" : undefined,
        })
      ),
      Plot.dot(points, { fx: "facet", x: "value", y: "median", fill: "party", r: 2.5 }),
      ...parties.map((party, i) =>
        Plot.text([{ facet: facets[place(i)] }], {
          fx: "facet",
          text: () => dashed.has(party) ? `${party} (dashed)` : party,
          frameAnchor: "bottom-left",
          dy: 44 + 18 * (i - LEGEND_ROWS * place(i)),
          fill: COLOURS[i % COLOURS.length],
          fontWeight: "bold",
        })
      ),
    ],
  });
}
