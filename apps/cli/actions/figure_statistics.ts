import { uniformSource } from "@bnlstm/core/initializers";
import { effectiveTimeSteps } from "@bnlstm/core/statistics";
import { InputError } from "../input_error.ts";
import { writeFigure } from "../report/write_figure.ts";
import { locateCheckpoint, readCheckpoint } from "../run/read_checkpoint.ts";
import { checkOutput } from "../run/write_output.ts";

/** Options of `figure statistics`. */
export interface StatisticsOptions {
  /** Path of the SVG file. */
  output: string;
  /** How many units are drawn. */
  units: number;
  /** Seed of which. */
  seed: number;
}

/** Draws mean and variance of the hidden term of some units against t (the paper, figure 5). */
export async function drawStatistics(
  path: string,
  { output, units, seed }: StatisticsOptions,
): Promise<void> {
  await checkOutput(output);
  const { population, statistics } = await readCheckpoint(await locateCheckpoint(path));
  const [cell, store] = Object.entries(population ?? statistics)[0] ?? [];
  const table = store?.tables.hidden;
  if (cell === undefined || table === undefined || effectiveTimeSteps(store) === 0) {
    throw new InputError(`Cannot draw statistics of ${path}: its hidden term has none`);
  }
  const features = table.mean.length / table.weight.length;
  const steps = Math.min(effectiveTimeSteps(store), table.weight.length);
  const random = uniformSource(seed);
  const chosen = new Set<number>();
  while (chosen.size < Math.min(units, features)) chosen.add(Math.floor(features * random()));
  const panel = (moment: "mean" | "variance") => ({
    xLabel: "t",
    yLabel: `${moment} of the hidden term of ${cell}`,
    width: 480,
    points: [...chosen].flatMap((unit) =>
      Array.from({ length: steps }, (_, t) => ({
        curve: `feature ${unit}`,
        x: t,
        y: table[moment][t * features + unit],
      }))
    ),
  });
  await writeFigure(output, [panel("mean"), panel("variance")]);
}
