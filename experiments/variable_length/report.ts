/**
 * Makes tables, and a plot if its path is given, of what `measure.ts` printed.
 *
 *     deno run -A experiments/variable_length/report.ts RESULTS.jsonl [PLOT.svg]
 *
 * @module
 */

import { gradientsSvg } from "./gradients_svg.ts";
import type { Measurement } from "./measurement.ts";
import { tables } from "./tables.ts";

const [results, plot] = Deno.args;
const lines = (await Deno.readTextFile(results)).split("\n").filter((line) => line !== "");
const measurements = lines.map((line): Measurement => JSON.parse(line));
console.log(tables(measurements));
if (plot !== undefined) await Deno.writeTextFile(plot, gradientsSvg(measurements));
