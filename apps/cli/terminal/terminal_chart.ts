import { plot } from "asciichart";
import { outputTerminal } from "./terminal_size.ts";

/** A line of a {@linkcode terminalChart}. */
export interface ChartSeries {
  /** Its name in the legend. */
  label: string;
  /** Its values, evenly spaced. */
  values: ArrayLike<number>;
}

/** Measures of a {@linkcode terminalChart}, in characters. */
export interface ChartSize {
  /** Width with the axis. */
  columns: number;
  /** Height without the legend. */
  rows: number;
}

/**
 * Draws lines with box-drawing characters, and a legend below. More values than columns are averaged.
 *
 * @param series At least one, all of the same length.
 */
export function terminalChart(series: readonly ChartSeries[], size: ChartSize): string {
  const width = Math.max(NARROWEST, size.columns - AXIS);
  const plain = Deno.noColor || !outputTerminal()?.obeys;
  const drawn = series.map(({ values }) => resample(values, width));
  const largest = Math.max(...drawn.flat().map(Math.abs));
  // Asciichart comes to its labels by sums: what is left of zero may be 1e-17.
  const rounded = (value: number) => Math.abs(value) < 1e-9 * largest ? 0 : value;
  const colors = series.map((_, i) => plain ? "" : COLORS[i % COLORS.length]);
  const chart = plot(drawn, {
    height: size.rows - 1,
    colors: plain ? undefined : colors,
    format: (value: number) => rounded(value).toPrecision(3).padStart(AXIS - 3),
  });
  const legend = series.map(({ label }, i) => plain ? label : `${colors[i]}── ${label}\x1b[0m`);
  return `${chart}\n${" ".repeat(AXIS)}${legend.join("  ")}`;
}

/** Smallest number of columns of a chart, however narrow the terminal. */
const NARROWEST = 8;

/** Columns that asciichart needs for the axis and its labels. */
const AXIS = 12;

/** Distinguishable on dark and on light terminals. */
const COLORS = ["\x1b[34m", "\x1b[33m", "\x1b[32m", "\x1b[35m", "\x1b[36m", "\x1b[31m"];

/**
 * One value per column: the mean of those that fall into it, or the nearest one if there are fewer values than
 * columns.
 */
function resample(values: ArrayLike<number>, width: number): number[] {
  return Array.from({ length: width }, (_, column) => {
    const from = Math.floor(column * values.length / width);
    const to = Math.max(from + 1, Math.floor((column + 1) * values.length / width));
    let sum = 0;
    for (let i = from; i < to; i++) sum += values[i];
    return sum / (to - from);
  });
}
