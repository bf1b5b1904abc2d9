import * as Plot from "@observablehq/plot";
import { COLOURS, drawSvg } from "../../apps/cli/report/draw_svg.ts";
import { PARTIES } from "../parties.ts";
import type { Results } from "../results.ts";
import { MEASUREMENT_TITLES, sweptSize } from "../settings.ts";
import { shareOfPeak } from "./share_of_peak.ts";

/** Draws how much of its peak each party reaches in each setting. */
export function peakShareSvg(results: Results): string {
  const points = results.phases.filter(({ setting }) => !sweptSize(setting)).flatMap((phase) =>
    phase.parties.flatMap((party) => {
      const share = shareOfPeak(phase, party);
      return share === undefined ? [] : [{
        party: party.party,
        setting: phase.setting.name,
        measurement: MEASUREMENT_TITLES[phase.measurement],
        percent: 100 * share,
      }];
    })
  );
  const settings = [...new Set(points.map(({ setting }) => setting))];
  const parties = PARTIES.map(({ name }) => name)
    .filter((name) => points.some(({ party }) => party === name));
  const lowest = 0.7 * Math.min(...points.map(({ percent }) => percent));
  return drawSvg({
    width: 900,
    height: 110 + 20 * parties.length,
    marginLeft: 260,
    marginRight: 20,
    marginTop: 46,
    marginBottom: 64,
    x: {
      label: "share of the peak, %",
      labelAnchor: "center",
      labelArrow: "none",
      type: "log",
      grid: true,
      domain: [lowest, 130],
      ticks: [0.01, 0.1, 1, 10, 100].filter((tick) => tick >= lowest),
      tickFormat: (value: number) => `${value}`,
    },
    y: { domain: parties, label: null, grid: true },
    fx: { label: null, domain: [...new Set(points.map(({ measurement }) => measurement))] },
    color: { domain: settings, range: [...COLOURS] },
    marks: [
      Plot.dot(points, {
        x: "percent",
        y: "party",
        fx: "measurement",
        fill: "setting",
        r: 4,
      }),
      ...settings.map((setting, i) =>
        Plot.text([points[0]], {
          fx: "measurement",
          text: () => `(${setting})`,
          frameAnchor: "bottom-left",
          dx: 40 * i - 240,
          dy: 44,
          fill: COLOURS[i % COLOURS.length],
          fontWeight: "bold",
        })
      ),
    ],
  });
}
