import type { Checkpoint } from "@bnlstm/train";
import { type SiteOverTime, statisticsOverTime } from "../../client/statistics_over_time.ts";

/** What is in a checkpoint, to be shown. */
export interface CheckpointReport {
  task: string;
  /** T: steps of the longest training sequence. */
  timeSteps: number;
  /** The share of rows that was enough for statistics. */
  minShare: number;
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

/** Tells what is in a checkpoint: what it is, settings, parameters, and statistics over time (the paper, figure 5). */
export function reportCheckpoint(checkpoint: Checkpoint): CheckpointReport {
  const { config, step, data, best, versions, parameters } = checkpoint;
  const count = Object.values(parameters).reduce((sum, { values }) => sum + values.length, 0);
  return {
    task: config.task,
    timeSteps: data.timeSteps,
    minShare: config.statistics.minShare,
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
    statistics: statisticsOverTime(checkpoint.population ?? checkpoint.statistics),
  };
}
