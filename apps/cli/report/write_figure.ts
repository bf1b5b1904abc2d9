import { writeOutput } from "../run/write_output.ts";
import { terminalChart } from "../terminal/terminal_chart.ts";
import { type CurveFrame, type CurvePoint, curvesSvg } from "./curves_svg.ts";

/** A figure, or one of several beside each other. */
export interface Panel extends CurveFrame {
  /** What is drawn. */
  points: readonly CurvePoint[];
}

/**
 * Writes a figure as SVG, its numbers as CSV beside it, and draws it in the terminal.
 *
 * @param output Path of the SVG file; if it ends in `.svg`, the numbers are in a file that ends in `.csv`.
 * @param panels What is drawn, from left to right.
 * @throws {InputError} If a file cannot be written.
 */
export async function writeFigure(output: string, panels: readonly Panel[]): Promise<void> {
  await writeOutput(output, besideEachOther(panels.map((panel) => curvesSvg(panel.points, panel))));
  // A pipe or another special file gets no second file.
  const numbers = output.endsWith(".svg") ? output.replace(/svg$/, "csv") : undefined;
  if (numbers) await writeOutput(numbers, csv(panels));
  const columns = Deno.stdout.isTerminal() ? Math.min(120, Deno.consoleSize().columns) : 80;
  for (const panel of panels) console.log(`${chart(panel, columns)}\n`);
  console.log(`written: ${[output, numbers].filter(Boolean).join(", ")}`);
}

/** Several drawings as one. */
function besideEachOther(drawings: readonly string[]): string {
  if (drawings.length === 1) return drawings[0];
  const sizes = drawings.map((svg) => ({
    width: Number(/ width="(\d+)"/.exec(svg)![1]),
    height: Number(/ height="(\d+)"/.exec(svg)![1]),
  }));
  const width = sizes.reduce((sum, size) => sum + size.width, 0);
  const height = Math.max(...sizes.map((size) => size.height));
  let left = 0;
  const placed = drawings.map((svg, i) => {
    const at = svg.replace("<svg ", `<svg x="${left}" y="${height - sizes[i].height}" `);
    left += sizes[i].width;
    return at;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${width} ${height}">\n${placed.join("")}</svg>\n`;
}

function csv(panels: readonly Panel[]): string {
  const quoted = (text: string) => /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const rows = panels.flatMap(({ yLabel, points }) =>
    points.map(({ curve, x, y }) => [quoted(yLabel), quoted(curve), x, Number(y.toPrecision(6))])
  );
  return [["quantity", "curve", "x", "value"], ...rows].map((row) => `${row.join(",")}\n`).join("");
}

/** The curves at equal distances, each where it was measured next. */
function chart({ points, xLabel, yLabel, logarithmic }: Panel, columns: number): string {
  const xs = points.map(({ x }) => x);
  const [from, to] = [xs.reduce((a, b) => Math.min(a, b)), xs.reduce((a, b) => Math.max(a, b))];
  const series = [...Map.groupBy(points, ({ curve }) => curve)].map(([label, own]) => {
    const values = Array.from({ length: columns }, (_, column) => {
      const x = from + (to - from) * column / (columns - 1);
      const { y } = own.reduce((a, b) => Math.abs(b.x - x) < Math.abs(a.x - x) ? b : a);
      return logarithmic ? Math.log10(Math.max(y, 1e-30)) : y;
    });
    return { label, values };
  });
  const title = `${logarithmic ? "log10 of " : ""}${yLabel}, by ${xLabel} from ${from} to ${to}`;
  return `${title}\n${terminalChart(series, { columns, rows: 14 })}`;
}
