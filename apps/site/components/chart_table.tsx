import type { VNode } from "preact";

/** A line of a chart. */
export interface Series {
  /** What it is, in the legend and the table. */
  name: string;
  /** Class that colors it. */
  className: string;
  /** Its points `[x, y]`, in order of x. */
  points: readonly (readonly [number, number])[];
  /** A band around the line, as `[x, low, high]`. */
  band?: readonly (readonly [number, number, number])[];
  /** Whether it is one of many alike: left out of the legend, and named where it begins. */
  background?: boolean;
}

/** Properties of {@linkcode ChartTable}. */
export interface ChartTableProps {
  label: string;
  x: string;
  series: readonly Series[];
  formatX: (value: number) => string;
  formatY: (value: number) => string;
}

/** Most rows of a table: enough to see the shape of a line. */
const ROWS = 16;

/** The numbers of a chart, folded away below it. */
export function ChartTable({ label, x, series, formatX, formatY }: ChartTableProps): VNode {
  const xs = [...new Set(series.flatMap(({ points }) => points.map(([x]) => x)))]
    .sort((a, b) => a - b);
  const count = Math.min(ROWS, xs.length);
  const shown = Array.from(
    { length: count },
    (_, i) => xs[Math.round(i * (xs.length - 1) / Math.max(1, count - 1))],
  );
  const columns = series.map(({ points }) => new Map(points));
  return (
    <details class="numbers">
      <summary>The numbers</summary>
      <div class="table" tabIndex={0} role="group" aria-label={`${label}: the numbers`}>
        <table>
          <thead>
            <tr>
              <th scope="col">{x}</th>
              {series.map(({ name }) => <th scope="col" key={name}>{name}</th>)}
            </tr>
          </thead>
          <tbody>
            {shown.map((x) => (
              <tr key={x}>
                <th scope="row">{formatX(x)}</th>
                {columns.map((column, i) => {
                  const value = column.get(x);
                  return <td key={i}>{value === undefined ? "" : formatY(value)}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
