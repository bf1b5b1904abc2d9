import * as Plot from "@observablehq/plot";
import { COLORS, drawSvg } from "../../apps/cli/report/draw_svg.ts";
import { IMPLEMENTATIONS } from "../implementations/implementations.ts";
import type { Results } from "../runner/results.ts";
import { MEASUREMENT_TITLES, MEASUREMENTS, SETTINGS, sweptSize } from "../runner/settings.ts";
import { shareOfPeak } from "./share_of_peak.ts";

/** Draws how much of its peak each implementation reaches in each setting. */
export function peakShareSvg(results: Results): string {
  const points = results.phases.filter(({ setting }) => !sweptSize(setting)).flatMap((phase) =>
    phase.implementations.flatMap((implementation) => {
      const share = shareOfPeak(phase, implementation);
      return share === undefined ? [] : [{
        implementation: implementation.implementation,
        setting: phase.setting.name,
        measurement: MEASUREMENT_TITLES[phase.measurement],
        percent: 100 * share,
      }];
    })
  );
  const settings = SETTINGS.map(({ name }) => name)
    .filter((name) => points.some(({ setting }) => setting === name));
  const implementations = IMPLEMENTATIONS.map(({ name }) => name)
    .filter((name) => points.some(({ implementation }) => implementation === name));
  const measurements = MEASUREMENTS.map((name) => MEASUREMENT_TITLES[name])
    .filter((title) => points.some(({ measurement }) => measurement === title));
  const percents = points.map(({ percent }) => percent);
  const lowest = 0.7 * Math.min(...percents);
  const highest = Math.max(130, ...percents);
  return drawSvg({
    width: 900,
    height: 110 + 20 * implementations.length,
    marginLeft: 280,
    marginRight: 20,
    marginTop: 46,
    marginBottom: 64,
    x: {
      label: "share of the peak, %",
      labelAnchor: "center",
      labelArrow: "none",
      type: "log",
      grid: true,
      domain: [lowest, highest],
      ticks: [0.01, 0.1, 1, 10, 100].filter((tick) => tick >= lowest),
      tickFormat: (value: number) => `${value}`,
    },
    y: { domain: implementations, label: null, grid: true },
    fx: { label: null, domain: measurements },
    color: { domain: settings, range: [...COLORS] },
    marks: [
      Plot.dot(points, {
        x: "percent",
        y: "implementation",
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
          fill: COLORS[i % COLORS.length],
          fontWeight: "bold",
        })
      ),
    ],
  });
}
