import { BITS_PER_CHARACTER } from "@bnlstm/train/tasks";
import { type CurvePoint, curvesSvg } from "../report/curves_svg.ts";
import { locateData } from "../run/data_source.ts";
import { evaluateLengths, type LengthEvaluation } from "../run/evaluate_lengths.ts";
import { locateCheckpoint, readCheckpoint } from "../run/read_checkpoint.ts";
import { sayWhichData } from "../run/say_which_data.ts";
import { checkOutput, writeOutput } from "../run/write_output.ts";
import { ProgressBar } from "../terminal/progress_bar.ts";
import { textTable } from "../terminal/text_table.ts";
import { useBackend } from "../backend/use_backend.ts";
import type { EvalOptions } from "./eval.ts";

/** Options of the command `eval` with `--lengths`. */
export interface EvalLengthsOptions extends Omit<EvalOptions, "streams"> {
  /** Numbers of symbols in a window, each of which is evaluated. */
  lengths: readonly number[];
  /** Path of the SVG file. Default: none is drawn. */
  output?: string;
}

/**
 * Evaluates runs on text cut to several lengths, with population and with batch statistics (the paper, figure
 * 4). Prints a table for each run and makes one drawing of all.
 */
export async function evaluateLengthsAndPrint(
  paths: readonly string[],
  options: EvalLengthsOptions,
): Promise<void> {
  const { output } = options;
  if (output !== undefined) await checkOutput(output);
  const points: CurvePoint[] = [];
  for (const path of paths) {
    const checkpoint = await readCheckpoint(await locateCheckpoint(path));
    const { config } = checkpoint;
    const { threads, blas } = options;
    await useBackend(options.backend ?? config.backend, { threads, blas });
    const { data } = await locateData(config, options.dataDir, "checkpoint");
    sayWhichData(path, checkpoint, data);
    const bar = new ProgressBar();
    const results = await evaluateLengths(checkpoint, data, options.lengths, {
      split: options.split,
      source: options.statistics ?? config.statistics.population,
      progress: (label, done, total) => bar.update({ label, step: done, steps: total }),
    });
    bar.end();
    console.log(options.json ? json(path, results) : table(path, results));
    points.push(...results.flatMap(curvePoints));
  }
  if (output === undefined) return;
  const svg = curvesSvg(points, {
    xLabel: "sequence length, symbols",
    yLabel: `${options.split} bits per character`,
  });
  await writeOutput(output, svg);
}

function bits(loss: number): number {
  return BITS_PER_CHARACTER.of({ loss, accuracy: NaN });
}

function json(path: string, results: readonly LengthEvaluation[]): string {
  const lengths = results.map(({ length, windows, population, batch }) => ({
    length,
    windows,
    bitsPerCharacter: bits(population),
    ...batch !== undefined && { bitsPerCharacterWithBatchStatistics: bits(batch) },
  }));
  return JSON.stringify({ run: path, lengths });
}

function table(path: string, results: readonly LengthEvaluation[]): string {
  const normalized = results.some(({ batch }) => batch !== undefined);
  const heading = [
    "length",
    "windows",
    normalized ? "population statistics" : "bits per character",
  ];
  return `${path}${normalized ? ", bits per character" : ""}\n` + textTable([
    [...heading, ...normalized ? ["batch statistics"] : []],
    ...results.map(({ length, windows, population, batch }) => [
      String(length),
      String(windows),
      bits(population).toFixed(3),
      ...batch === undefined ? [] : [bits(batch).toFixed(3)],
    ]),
  ]);
}

function curvePoints({ length, population, batch }: LengthEvaluation): CurvePoint[] {
  if (batch === undefined) return [{ curve: "LSTM", x: length, y: bits(population) }];
  return [
    { curve: "BN-LSTM, population statistics", x: length, y: bits(population) },
    { curve: "BN-LSTM, batch statistics", x: length, y: bits(batch) },
  ];
}
