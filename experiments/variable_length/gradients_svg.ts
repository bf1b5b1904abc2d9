import * as Plot from "@observablehq/plot";
import { COLORS, drawSvg } from "../../apps/cli/report/draw_svg.ts";
import { ARM_TITLES, REPORTED_TASKS } from "./reported.ts";
import type { Measurement } from "./measurement.ts";

/** The arms that are drawn: more would hide each other. */
const DRAWN = ["padded", "share=0", "kappa=8", "share=0.25"];

/** Parts that a run is divided into: a spike is one step, and would be lost among hundreds. */
const PARTS = 40;

/** Where the axis ends: norms far above it would press all others together. */
const HIGHEST = 10_000;

/** Draws the largest gradient norm in each fortieth of training, over all seeds, on a logarithmic axis. */
export function gradientsSvg(measurements: readonly Measurement[]): string {
  const points = REPORTED_TASKS.flatMap(({ name, title }) =>
    DRAWN.flatMap((arm) => {
      const runs = measurements.filter((run) => run.task === name && run.arm === arm);
      if (runs.length === 0) return [];
      return Array.from({ length: PARTS }, (_, part) => ({
        task: title,
        arm,
        percent: 100 * (part + 0.5) / PARTS,
        norm: Math.max(...runs.flatMap(({ steps }) => {
          const at = (part: number) => Math.round(part * steps.length / PARTS);
          return steps.slice(at(part), at(part + 1)).map(([, norm]) => norm);
        })),
      }));
    })
  );
  const titles = REPORTED_TASKS.map(({ title }) => title);
  const legend = (arm: string) => ARM_TITLES[arm].replaceAll("`", "");
  return drawSvg({
    width: 900,
    height: 380,
    marginLeft: 60,
    marginRight: 28,
    marginTop: 48,
    marginBottom: 60,
    x: { label: null, ticks: [0, 50, 100], tickFormat: (value: number) => `${value} %` },
    y: {
      type: "log",
      label: "largest gradient norm of all seeds, in each fortieth of training; cut off at 10,000",
      labelArrow: "none",
      grid: true,
      domain: [0.5, HIGHEST],
      ticks: [1, 10, 100, 1000, HIGHEST],
      tickFormat: (value: number) => value.toLocaleString("en"),
    },
    fx: { domain: titles, label: null, padding: 0.14 },
    color: { domain: DRAWN, range: COLORS.slice(0, DRAWN.length) },
    marks: [
      Plot.lineY(points, {
        fx: "task",
        x: "percent",
        y: "norm",
        stroke: "arm",
        strokeWidth: 1.75,
        clip: true,
      }),
      ...DRAWN.map((arm, i) =>
        Plot.text([{ task: titles[0] }], {
          fx: "task",
          text: () => legend(arm),
          frameAnchor: "bottom-left",
          textAnchor: "start",
          dx: 200 * i,
          dy: 48,
          fill: COLORS[i],
          fontWeight: "bold",
        })
      ),
    ],
  });
}
