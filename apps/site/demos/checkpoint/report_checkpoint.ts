import { tables } from "@bnlstm/core/statistics";
import type { Checkpoint } from "@bnlstm/train";

/** What is in a checkpoint, to be shown. */
export interface CheckpointReport {
  /** What it is, by name. */
  summary: [name: string, value: string][];
  /** Its settings, by `table.key`. */
  settings: [name: string, value: string][];
  parameters: {
    name: string;
    shape: string;
    mean: number;
    deviation: number;
    least: number;
    most: number;
  }[];
  /** Population statistics by cell and site; empty for a plain LSTM. */
  statistics: SiteOverTime[];
}

/** Statistics of some units of a site over time. */
export interface SiteOverTime {
  /** Cell and site, e.g. `layer0 hidden`. */
  name: string;
  /** Which units, of how many. */
  units: number[];
  features: number;
  /** `[unit][t]`. */
  mean: number[][];
  variance: number[][];
}

/** Units shown of each site. */
const UNITS = 8;

/** Tells what is in a checkpoint: what it is, settings, parameters, and statistics over time (the paper, figure 5). */
export function reportCheckpoint(checkpoint: Checkpoint): CheckpointReport {
  const { config, step, data, best, versions, parameters } = checkpoint;
  const count = Object.values(parameters).reduce((sum, { values }) => sum + values.length, 0);
  return {
    summary: [
      ["Task", config.task],
      ["Network", config.model.normalization === "none" ? "plain LSTM" : "BN-LSTM"],
      [
        "Trained for",
        `${step.toLocaleString("en")} of ${config.training.steps.toLocaleString("en")} updates`,
      ],
      ["Numbers learned", count.toLocaleString("en")],
      ["Time steps", String(data.timeSteps)],
      ["Classes", String(data.classes)],
      ...best
        ? [
          ["Best validation loss", `${best.metrics.loss.toFixed(4)} at update ${best.step}`] as [
            string,
            string,
          ],
        ]
        : [],
      ["Written by", Object.entries(versions).map((entry) => entry.join(" ")).join(", ")],
    ],
    settings: Object.entries(config).flatMap(([table, value]): [string, string][] =>
      typeof value === "object"
        ? Object.entries(value).map(([key, leaf]) => [`${table}.${key}`, String(leaf)])
        : [[table, String(value)]]
    ),
    parameters: Object.entries(parameters).map(([name, { shape, values }]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      return {
        name,
        shape: shape.join(" × "),
        mean,
        deviation: Math.sqrt(square),
        least: values.reduce((a, b) => Math.min(a, b), Infinity),
        most: values.reduce((a, b) => Math.max(a, b), -Infinity),
      };
    }),
    statistics: statisticsOverTime(checkpoint),
  };
}

function statisticsOverTime({ population, statistics }: Checkpoint): SiteOverTime[] {
  return Object.entries(population ?? statistics).flatMap(([cell, store]) => {
    const known = tables(store);
    return Object.entries(known ?? {}).map(([site, { rows, features, mean, variance }]) => {
      const units = Array.from(
        { length: Math.min(UNITS, features) },
        (_, i) => Math.floor(i * features / Math.min(UNITS, features)),
      );
      const column = (values: ArrayLike<number>) =>
        units.map((unit) => Array.from({ length: rows }, (_, t) => values[t * features + unit]));
      return {
        name: `${cell} ${site}`,
        units,
        features,
        mean: column(mean),
        variance: column(variance),
      };
    });
  });
}
