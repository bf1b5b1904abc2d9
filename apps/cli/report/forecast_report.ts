import * as Plot from "@observablehq/plot";
import type { ForecastErrors } from "@bnlstm/train";
import { textTable } from "../terminal/text_table.ts";
import { COLORS, drawSvg } from "./draw_svg.ts";

/** Steps ahead that a table shows. */
const ROWS = 12;

/** Errors of forecasts in the units of the data, by number of steps ahead, with those of simple rules. */
export function forecastReport(errors: ForecastErrors, targets: readonly string[]): string {
  return errors.map((own, k) => {
    const names = Object.keys(own) as (keyof typeof own)[];
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
    const rms = (values: readonly number[]) => Math.sqrt(mean(values.map((value) => value ** 2)));
    const { length } = own.model.mae;
    const every = Math.ceil(length / ROWS);
    const shown = Array.from({ length }, (_, step) => step)
      .filter((step) => step === 0 || (step + 1) % every === 0);
    return [
      `${targets[k]}, mean absolute error by steps ahead`,
      textTable([
        ["steps ahead", ...names],
        ...shown.map((step) => [
          String(step + 1),
          ...names.map((name) => figure(own[name].mae[step])),
        ]),
        ["all: MAE", ...names.map((name) => figure(mean(own[name].mae)))],
        ["all: RMSE", ...names.map((name) => figure(rms(own[name].rmse)))],
      ]),
    ].join("\n");
  }).join("\n\n");
}

/** A true value or a forecast. */
export interface ForecastPoint {
  /** The series, and what was forecast. */
  title: string;
  /** Number of the step. */
  step: number;
  /** What the value is: the truth, or a forecast. */
  kind: string;
  /** The value. */
  value: number;
}

/** Truth and forecasts over time, a picture for each series and target. */
export function forecastSvg(points: readonly ForecastPoint[]): string {
  const titles = new Set(points.map(({ title }) => title));
  const several = titles.size > 1;
  return drawSvg({
    width: 800,
    height: several ? 180 * titles.size : 320,
    marginLeft: 60,
    marginRight: several ? 120 : 20,
    x: { label: "step" },
    y: { label: several ? null : [...titles][0], grid: true },
    ...several && { facet: { data: points, y: "title" }, fy: { label: null } },
    color: { domain: ["truth", "forecast"], range: [COLORS[0], COLORS[1]], legend: false },
    marks: [
      Plot.line(points, { x: "step", y: "value", stroke: "kind", z: "kind" }),
      Plot.text(["truth"], { frameAnchor: "top-left", dx: 6, dy: 4, fill: COLORS[0] }),
      Plot.text(["forecast"], { frameAnchor: "top-left", dx: 6, dy: 20, fill: COLORS[1] }),
    ],
  });
}

function figure(value: number): string {
  return value >= 1e5 ? value.toFixed(0) : Number(value.toPrecision(4)).toString();
}
