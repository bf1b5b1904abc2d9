import { InvalidRangeError } from "@bnlstm/core";
import { Alphabet, type SequenceBatch, textSequences } from "@bnlstm/data";
import { array, both, checker, having, list, number, string } from "@bnlstm/data/arguments";
import {
  encodedSequences,
  encodeSequence,
  type ForecastBatch,
  forecastBatch,
  forecastSeries,
  type Sequence,
  windowsBetween,
} from "@bnlstm/data/sequences";
import { quoted } from "@bnlstm/data/tables";
import { DATA_SHAPE } from "../loop/_rules.ts";
import { cut } from "../tasks/_text_classification.ts";
import type { DataShape } from "../tasks/data_shape.ts";
import type { BatchPass } from "../tasks/task_data.ts";

/** Number of sequences or windows in an evaluation batch. */
const AT_A_TIME = 256;

/**
 * A pass over labeled sequences of a file, for evaluating a classifier.
 *
 * @param shape The shape of the data with which the classifier was trained.
 * @throws {TypeError} If the classifier reads no files.
 * @throws {RangeError} If a sequence has a class that the model does not know.
 */
export function classPass(
  sequences: readonly Sequence[],
  shape: DataShape,
): BatchPass<SequenceBatch> {
  checkClasses({ sequences, shape });
  const { symbols, inputSize } = shape;
  if (symbols) checkTexts({ sequences });
  const { classes, encoding, longestText } = shape.reading!;
  const labels = Int32Array.from(sequences, ({ label, line }) => {
    const place = classes.indexOf(label!);
    if (place >= 0) return place;
    throw new InvalidRangeError(
      `Cannot evaluate: the model does not know class ${quoted(label)} of line ${line}`,
    );
  });
  const set = symbols
    ? textSequences(
      { texts: sequences.map(({ text }) => cut(text!, longestText)), labels, classes },
      new Alphabet(symbols),
    )
    : encodedSequences(sequences.map((one) => encodeSequence(one, encoding)), labels, {
      inputSize,
      classes: classes.length,
    });
  return inOrder(set.size, (indices) => set.batch(indices));
}

/**
 * A pass over all windows of series whose true values are known, for evaluating a forecaster.
 *
 * @throws {TypeError} If the shape is not that of a forecaster.
 * @throws {RangeError} If no series is long enough for a window.
 */
export function forecastPass(
  sequences: readonly Sequence[],
  shape: DataShape,
): BatchPass<ForecastBatch> {
  checkSeries({ sequences, shape });
  const { encoding, forecast } = shape.reading!;
  const layout = forecast!;
  const series = sequences.map((one) => forecastSeries(one, encoding, layout.targets));
  const windows = series.flatMap((one) => windowsBetween(one, 0, one.targets[0].length, layout));
  if (windows.length === 0) {
    throw new InvalidRangeError(
      `Cannot evaluate: no series has ${
        layout.window + layout.horizon
      } steps, a window and what is forecast from it`,
    );
  }
  return inOrder(
    windows.length,
    (indices) => forecastBatch(Array.from(indices, (index) => windows[index]), encoding, layout),
  );
}

function inOrder<Batch>(size: number, batch: (indices: Int32Array) => Batch): BatchPass<Batch> {
  return {
    batches: Math.ceil(size / AT_A_TIME),
    *[Symbol.iterator]() {
      for (let at = 0; at < size; at += AT_A_TIME) {
        yield batch(Int32Array.from({ length: Math.min(AT_A_TIME, size - at) }, (_, i) => at + i));
      }
    },
  };
}

const ATTEMPT = "evaluate";
const present = having({});
const checkClasses = checker(ATTEMPT, {
  sequences: list(having({ line: number, label: string })),
  shape: both(DATA_SHAPE, having({ reading: present })),
});
const checkTexts = checker(ATTEMPT, { sequences: list(having({ text: string })) });
const checkSeries = checker(ATTEMPT, {
  sequences: array,
  shape: both(DATA_SHAPE, having({ reading: having({ forecast: present }) })),
});
