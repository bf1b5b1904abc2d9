import { InvalidRangeError } from "../invalid_input.ts";
import { both, checker, having, instance, list, type Rule, string, typed } from "../arguments.ts";
import { checkIndices } from "../sampling/_check_indices.ts";
import { Alphabet } from "./alphabet.ts";
import { oneHot } from "./one_hot.ts";
import type { SequenceDataset } from "../sampling/sequence_dataset.ts";

/** Texts and the class of each. */
export interface LabeledTexts {
  /** The texts. */
  texts: readonly string[];
  /** Class of each text, `[texts.length]`, in `0 … classes.length − 1`. */
  labels: Int32Array;
  /** Name of each class. */
  classes: readonly string[];
}

/** Texts with a known class each. */
export const LABELED_TEXTS: Rule = both(
  having({ texts: list(string), labels: typed("Int32Array"), classes: list(string, 1) }),
  (attempt, name, value) => {
    const { texts, labels, classes } = value as LabeledTexts;
    const wrong = texts.findIndex((_, at) => !(labels[at] >= 0 && labels[at] < classes.length));
    if (wrong < 0 && labels.length === texts.length) return;
    throw new InvalidRangeError(
      `Cannot ${attempt}: ${name}.labels must have one of ${classes.length} classes for each of ` +
        `${texts.length} texts, got ${wrong < 0 ? `${labels.length} labels` : labels[wrong]}`,
    );
  },
);

const check = checker("read texts as sequences", {
  data: LABELED_TEXTS,
  alphabet: instance(Alphabet),
});

/**
 * Turns texts into sequences of one symbol per step, each as long as its text. A batch is padded with zeros to
 * its own longest row.
 *
 * Symbols that the alphabet lacks become vectors of zeros too, but count as steps.
 *
 * @throws {RangeError} If a text is empty, or there are no texts.
 *
 * @example
 * ```ts
 * import { Alphabet, textSequences } from "@bnlstm/data";
 *
 * const names = { texts: ["Abad", "Rossi"], labels: new Int32Array([0, 1]), classes: ["es", "it"] };
 * const dataset = textSequences(names, Alphabet.of(names.texts));
 * const { lengths, timeSteps } = dataset.batch(new Int32Array([0, 1]));
 * console.log(lengths, timeSteps); // 4, 5 and 5
 * ```
 */
export function textSequences(data: LabeledTexts, alphabet: Alphabet): SequenceDataset {
  check({ data, alphabet });
  const size = data.texts.length;
  const sequences = data.texts.map((text) => alphabet.encode(text).ids);
  const empty = sequences.findIndex(({ length }) => length === 0);
  if (size === 0 || empty >= 0) {
    throw new InvalidRangeError(
      `Cannot read texts as sequences: ${size === 0 ? "there are none" : `text ${empty} is empty`}`,
    );
  }
  const lengths = Int32Array.from(sequences, ({ length }) => length);
  return {
    size,
    timeSteps: lengths.reduce((a, b) => Math.max(a, b)),
    inputSize: alphabet.size,
    classes: data.classes.length,
    lengths,
    batch(indices) {
      checkIndices(indices, size);
      const batchSize = indices.length;
      const batchLengths = indices.map((index) => lengths[index]);
      const timeSteps = batchLengths.reduce((a, b) => Math.max(a, b));
      const ids = new Int32Array(timeSteps * batchSize).fill(-1);
      indices.forEach((index, row) => {
        sequences[index].forEach((id, step) => ids[step * batchSize + row] = id);
      });
      return {
        inputs: oneHot(ids, alphabet.size),
        labels: indices.map((index) => data.labels[index]),
        ...batchLengths.some((length) => length < timeSteps) ? { lengths: batchLengths } : {},
        timeSteps,
        batchSize,
        inputSize: alphabet.size,
      };
    },
  };
}
