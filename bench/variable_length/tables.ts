import { ARM_TITLES } from "./arm_titles.ts";
import type { Measurement } from "./measurement.ts";
import { REPORTED_TASKS, type ReportedTask } from "./reported_tasks.ts";
import { summarize, type Summary } from "./summary.ts";

/** A column: its head, and what is in a row. */
type Column = [head: string, cell: (summary: Summary) => string];

/** The tables of a page, in Markdown: for each task what was learnt, and what training was like. */
export function tables(measurements: readonly Measurement[]): string {
  return REPORTED_TASKS.flatMap((task) => {
    const summaries = Object.keys(ARM_TITLES).flatMap((arm): [string, Summary][] => {
      const runs = measurements.filter((run) => run.task === task.name && run.arm === arm);
      return runs.length > 0 ? [[arm, summarize(runs, task.long)]] : [];
    });
    if (summaries.length === 0) return [];
    const seeds = Math.max(...summaries.map(([, { runs }]) => runs));
    return [
      `\`${task.name}\`, ${seeds} seeds:`,
      table(columns(task), seeds, summaries),
      lossSpikes(summaries),
    ];
  }).join("\n\n") + "\n";
}

function columns({ headline }: ReportedTask): Column[] {
  const percent = headline === "accuracy"
    ? (accuracy: number) => 100 * accuracy
    : (accuracy: number) => 100 * (1 - accuracy);
  return [
    [`${headline} %`, ({ accuracy }) => percent(accuracy).toFixed(1)],
    ["loss", ({ loss, lossDeviation }) => `${loss.toFixed(3)} ± ${lossDeviation.toFixed(3)}`],
    ["long", ({ longLoss }) => longLoss.toFixed(3)],
    ["gradient, 99 %", ({ norm99 }) => norm(norm99)],
    ["in long batches", ({ norm99OfLongBatches }) => norm(norm99OfLongBatches)],
    ["largest", ({ largestNorm }) => norm(largestNorm)],
    ["spikes a run", ({ normSpikes }) => normSpikes.toFixed(1)],
  ];
}

function table(
  columns: readonly Column[],
  seeds: number,
  summaries: readonly [string, Summary][],
): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(["statistics", ...columns.map(([head]) => head)]),
    line(["---", ...columns.map(() => "---:")]),
    ...summaries.map(([arm, summary]) =>
      line([title(arm, summary, seeds), ...columns.map(([, cell]) => cell(summary))])
    ),
  ].join("\n");
}

/** Whose loss had spikes: few have any. */
function lossSpikes(summaries: readonly [string, Summary][]): string {
  const some = summaries.filter(([, { lossSpikes }]) => lossSpikes > 0).map(([arm, summary]) =>
    `${summary.lossSpikes.toFixed(1)} with ${ARM_TITLES[arm]}`
  );
  return `Spikes of the loss, a run: ${some.length > 0 ? some.join(", ") : "none"}.`;
}

/** The name of an arm, and in what it is unlike the other arms. */
function title(arm: string, { runs, failures }: Summary, seeds: number): string {
  const remarks = [
    ...runs === seeds ? [] : [`${runs} ${runs === 1 ? "seed" : "seeds"}`],
    ...failures === 0 ? [] : [`${failures} failed`],
  ];
  return ARM_TITLES[arm] + (remarks.length > 0 ? ` (${remarks.join(", ")})` : "");
}

/** A norm in the digits that tell norms apart. */
function norm(value: number): string {
  const digits = value >= 100 ? 0 : value >= 1 ? 1 : 2;
  return value.toLocaleString("en", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
