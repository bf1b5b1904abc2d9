import { effectiveTimeSteps } from "@bnlstm/core/statistics";
import { GATE_ORDER } from "@bnlstm/core/gates";
import type { ModelStatistics } from "@bnlstm/core";
import { SITE_NAMES } from "@bnlstm/core/kernels";
import type { Checkpoint, NamedArray } from "@bnlstm/train";
import { TASKS } from "@bnlstm/train/tasks";
import { describeEvaluation } from "./describe_evaluation.ts";
import { quantiles } from "./quantiles.ts";
import { printable } from "../terminal/printable.ts";
import { terminalChart } from "../terminal/terminal_chart.ts";
import { textTable } from "../terminal/text_table.ts";

/**
 * What is in a checkpoint, as text: what it is, its parameters, γ of each gate, and population
 * statistics over time (figure 5 of the paper, with quantiles of all units instead of some units).
 *
 * @param columns Width of the terminal.
 */
export function inspectionReport(checkpoint: Checkpoint, columns: number): string {
  const { population, statistics } = checkpoint;
  return [
    summary(checkpoint),
    parameterTable(checkpoint.parameters),
    ...gammaTables(checkpoint.parameters),
    ...statisticsCharts(population ?? statistics, columns),
  ].join("\n\n");
}

function summary({ config, step, data, best, versions }: Checkpoint): string {
  const { model, task, optimizer, training, backend } = config;
  const lines = [
    ["task", `${task}, ${data.timeSteps} time steps, ${data.classes} classes`],
    ["model", `${model.layers} x ${model.hiddenSize} units, normalization ${model.normalization}`],
    ["training", `step ${step} of ${training.steps}, ${optimizer.name}`],
    ["seed", String(training.seed)],
    ["backend", backend],
    ["written by", Object.entries(versions).map((entry) => entry.join(" ")).join(", ")],
  ];
  if (best) {
    const described = describeEvaluation(TASKS[task].headline, best.metrics);
    lines.push(["best", `validation ${described} at step ${best.step}`]);
  }
  return lines.map(([name, value]) => `${name.padEnd(11)} ${printable(value)}`).join("\n");
}

function parameterTable(parameters: Checkpoint["parameters"]): string {
  const rows = Object.entries(parameters).map(([name, { shape, values }]) => [
    printable(name),
    shape.join("x"),
    number(Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0))),
    number(mean(values)),
    number(deviation(values)),
    number(values.reduce((a, b) => Math.min(a, b), Infinity)),
    number(values.reduce((a, b) => Math.max(a, b), -Infinity)),
  ]);
  return textTable([["parameter", "shape", "norm", "mean", "sd", "min", "max"], ...rows]);
}

/** One table for each cell: mean and standard deviation of γ over the units of each gate. */
function gammaTables(parameters: Checkpoint["parameters"]): string[] {
  const cells = Object.keys(parameters)
    .filter((name) => name.endsWith(".gammaC"))
    .map((name) => name.slice(0, -".gammaC".length));
  return cells.map((cell) => {
    const spread = (values: Float32Array) =>
      `${mean(values).toFixed(3)}±${deviation(values).toFixed(3)}`;
    const byGate = ({ values }: NamedArray) => {
      const units = values.length / GATE_ORDER.length;
      return GATE_ORDER.map((_, gate) => spread(values.subarray(gate * units, (gate + 1) * units)));
    };
    const title = `γ of ${cell}: mean ± standard deviation over the units of each gate`;
    return `${title}\n` + textTable([
      ["site", ...GATE_ORDER, "c"],
      ["input", ...byGate(parameters[`${cell}.gammaX`]), ""],
      ["hidden", ...byGate(parameters[`${cell}.gammaH`]), ""],
      ["cell", ...GATE_ORDER.map(() => ""), spread(parameters[`${cell}.gammaC`].values)],
    ]);
  });
}

function statisticsCharts(statistics: ModelStatistics, columns: number): string[] {
  return Object.entries(statistics).flatMap(([cell, store]) => {
    const steps = effectiveTimeSteps(store);
    return SITE_NAMES.flatMap((site) => {
      const table = store.tables[site];
      if (!table || steps === 0) return [];
      const features = table.mean.length / table.weight.length;
      const rows = Math.min(steps, table.weight.length);
      return (["mean", "variance"] as const).map((moment) => {
        const [low, middle, high] = quantiles(
          table[moment].subarray(0, rows * features),
          features,
          [0.1, 0.5, 0.9],
        );
        const title = `${moment} of the ${site} term of ${cell} over ${rows} time steps ` +
          `(${store.estimator})`;
        return `${title}\n${
          terminalChart([
            { label: "90% of the units are below", values: high },
            { label: "median", values: middle },
            { label: "10%", values: low },
          ], { columns, rows: 8 })
        }`;
      });
    });
  });
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: Float32Array): number {
  const center = mean(values);
  return Math.sqrt(
    values.reduce((sum, value) => sum + (value - center) ** 2, 0) / values.length,
  );
}

function number(value: number): string {
  return value.toPrecision(3);
}
