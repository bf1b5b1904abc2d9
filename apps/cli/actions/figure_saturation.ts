import type { SequenceBatch } from "@bnlstm/data";
import { restoreModel } from "@bnlstm/train";
import { SequenceClassifier } from "@bnlstm/train/models";
import { gateSaturation, tanhPassage } from "@bnlstm/train/figures";
import { tensor3d } from "@tensorflow/tfjs-core";
import { useBackend } from "../backend/use_backend.ts";
import { InputError } from "../input_error.ts";
import { writeFigure } from "../report/write_figure.ts";
import { locateData } from "../run/data_source.ts";
import { locateCheckpoint, readCheckpoint } from "../run/read_checkpoint.ts";
import { textTable } from "../terminal/text_table.ts";
import { checkOutput } from "../run/write_output.ts";

/** Options of `figure saturation`. */
export interface SaturationOptions {
  /** Path of the SVG file. */
  output: string;
  /** Rows that the gates are counted over. */
  batchSize: number;
}

/** Draws E[tanh′(x)] (the paper, figure 2), and prints the share of saturated gates of a run. */
export async function drawSaturation(
  path: string | undefined,
  { output, batchSize }: SaturationOptions,
): Promise<void> {
  await checkOutput(output);
  const points = tanhPassage().flatMap(({ deviation: x, mean, lowerQuartile, upperQuartile }) => [
    { curve: "upper quartile", x, y: upperQuartile },
    { curve: "mean", x, y: mean },
    { curve: "lower quartile", x, y: lowerQuartile },
  ]);
  const frame = { xLabel: "standard deviation of x", yLabel: "tanh'(x)" };
  await writeFigure(output, [{ points, ...frame, width: 480 }]);
  if (path !== undefined) console.log(`\n${await saturatedGates(path, batchSize)}`);
}

async function saturatedGates(path: string, batchSize: number): Promise<string> {
  const checkpoint = await readCheckpoint(await locateCheckpoint(path));
  const { config } = checkpoint;
  await useBackend("cpu");
  const { data } = await locateData(config, undefined, "checkpoint");
  const model = restoreModel(checkpoint);
  if (!(model instanceof SequenceClassifier)) {
    throw new InputError(`Cannot count the gates of ${path}: its task is not a classification`);
  }
  const batch = data.stream({ batchSize, seed: 1 }).next() as SequenceBatch;
  if (batch.lengths) {
    throw new InputError(`Cannot count the gates of ${path}: rows differ in length`);
  }
  const { inputs, timeSteps, inputSize } = batch;
  const x = tensor3d(inputs, [timeSteps, batchSize, inputSize]);
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return textTable([
    ["gate", "at its lower end", "at its upper end"],
    ...(await gateSaturation(model.lstm, x)).map((
      { gate, low, high },
    ) => [gate, percent(low), percent(high)]),
  ]);
}
