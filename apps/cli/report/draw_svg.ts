import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";

/** Colors of series, legible on white and on GitHub's dark background alike, as is the gray of the rest. */
export const COLORS: readonly string[] = [
  "#2f81f7",
  "#e0733d",
  "#2da44e",
  "#a371f7",
  "#d1407e",
  "#8a8a00",
];

const GRAY = "#808890";

/**
 * Draws a plot without a browser.
 *
 * @returns A self-contained SVG with a transparent background.
 */
export function drawSvg(options: Plot.PlotOptions): string {
  const { document } = parseHTML("<html></html>") as unknown as { document: Document };
  const svg = Plot.plot({
    document,
    style: { color: GRAY, fontFamily: "sans-serif", fontSize: "12px", background: "none" },
    ...options,
  });
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  // A tenth of a pixel cannot be seen, and a curve of a thousand points has many.
  const shortened = svg.outerHTML.replaceAll(
    / d="[^"]*"/g,
    (path) => path.replaceAll(/(\.\d)\d+/g, "$1"),
  );
  return `${shortened}\n`;
}
