import { ARM_TITLES, REPORTED_TASKS, type ReportedTask } from "./reported.ts";
import type { Measurement } from "./measurement.ts";
import { pairedDifference, type Spread } from "./spread.ts";
import { summarize, type Summary } from "./summary.ts";

/** What a row of a table is about. */
interface Row extends Summary {
  arm: string;
  /** Its loss beside that of the default, seed by seed. */
  besideDefault: Spread;
}

/** The arm that others are compared with. */
const DEFAULT_ARM = "share=0.25";

/** A column: its head, and what is in a row. */
type Column = [head: string, cell: (row: Row) => string];

/** The tables of a page, in Markdown: for each task what was learned, and what training was like. */
export function tables(measurements: readonly Measurement[]): string {
  return REPORTED_TASKS.flatMap((task) => {
    const runsOf = (arm: string) =>
      measurements.filter((run) => run.task === task.name && run.arm === arm);
    const rows = Object.keys(ARM_TITLES).flatMap((arm): Row[] => {
      const runs = runsOf(arm);
      if (runs.length === 0) return [];
      const besideDefault = pairedDifference(runs, runsOf(DEFAULT_ARM));
      return [{ arm, besideDefault, ...summarize(runs, task.long) }];
    });
    if (rows.length === 0) return [];
    const seeds = Math.max(...rows.map(({ runs }) => runs));
    return [
      `\`${task.name}\`, ${seeds} seeds:`,
      table(columns(task), seeds, rows),
      lossSpikes(rows),
    ];
  }).join("\n\n") + "\n";
}

function columns({ headline }: ReportedTask): Column[] {
  const percent = headline === "accuracy"
    ? (accuracy: number) => 100 * accuracy
    : (accuracy: number) => 100 * (1 - accuracy);
  return [
    [`${headline} %`, ({ accuracy }) => percent(accuracy).toFixed(1)],
    ["loss", ({ loss }) => `${loss.mean.toFixed(3)} ± ${loss.deviation.toFixed(3)}`],
    ["beside the default", beside],
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
  rows: readonly Row[],
): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(["statistics", ...columns.map(([head]) => head)]),
    line(["---", ...columns.map(() => "---:")]),
    ...rows.map((row) => line([title(row, seeds), ...columns.map(([, cell]) => cell(row))])),
  ].join("\n");
}

/** The difference of losses, with its sign. */
function beside({ arm, besideDefault: { mean, deviation } }: Row): string {
  if (arm === DEFAULT_ARM) return "";
  const size = Math.abs(mean).toFixed(3);
  const sign = Number(size) === 0 ? "" : mean < 0 ? "−" : "+";
  return `${sign}${size} ± ${deviation.toFixed(3)}`;
}

/** Whose loss had spikes: few have any. */
function lossSpikes(rows: readonly Row[]): string {
  const some = rows.filter(({ lossSpikes }) => lossSpikes > 0)
    .map(({ arm, lossSpikes }) => `${lossSpikes.toFixed(1)} with ${ARM_TITLES[arm]}`);
  return `Spikes of the loss, a run: ${some.length > 0 ? some.join(", ") : "none"}.`;
}

/** The name of an arm, and in what it is unlike the other arms. */
function title({ arm, runs, failures }: Row, seeds: number): string {
  const remarks = [
    ...runs === seeds ? [] : [`${runs} ${runs === 1 ? "seed" : "seeds"}`],
    ...failures === 0 ? [] : [`${failures} failed`],
  ];
  const name = arm === DEFAULT_ARM ? `**${ARM_TITLES[arm]}**` : ARM_TITLES[arm];
  return name + (remarks.length > 0 ? ` (${remarks.join(", ")})` : "");
}

/** A norm in the digits that tell norms apart. */
function norm(value: number): string {
  if (value >= 1e5) {
    const exponent = Math.floor(Math.log10(value));
    return `${(value / 10 ** exponent).toFixed(1)}·${powerOfTen(exponent)}`;
  }
  const digits = value >= 100 ? 0 : value >= 1 ? 1 : 2;
  return value.toLocaleString("en", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** 10 to the power of a whole number, as text: 10⁶. */
export function powerOfTen(exponent: number): string {
  return `10${String(exponent).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)])}`;
}
