import { Alphabet } from "./alphabet.ts";
import { checker, seed as isSeed } from "../arguments.ts";
import type { TextSplits } from "./character_corpus.ts";
import { LABELED_TEXTS, type LabeledTexts, textSequences } from "./text_sequences.ts";
import type { SequenceDataset } from "../sampling/sequence_dataset.ts";
import { stratifiedSplit } from "../sampling/stratified_split.ts";

/** Texts of different length to classify, divided for training and evaluation. */
export interface TextClassification extends TextSplits<SequenceDataset> {
  /** Name of each class. */
  classes: readonly string[];
  /** The symbols of the training texts: all of them, or the 255 most frequent. */
  alphabet: Alphabet;
  /**
   * Symbols of each part that the alphabet lacks, with their numbers of occurrences. They become vectors of
   * zeros.
   */
  unseen: TextSplits<ReadonlyMap<string, number>>;
}

/** Largest number of symbols in the alphabet. */
const MOST_SYMBOLS = 255;

const check = checker("divide texts by class", { data: LABELED_TEXTS, seed: isSeed });

/**
 * Divides labeled texts 8 to 1 to 1, within each class, and reads them one character per step.
 *
 * Characters are used rather than UTF-8 bytes, since bytes would make Greek and Cyrillic texts twice as long
 * and most Asian ones three times, and with them every batch that contains one. The price is the limit of 255
 * symbols, which keeps the vectors short; it only matters for texts in many scripts.
 *
 * @param seed Seed of the division: an integer in `0 … 2³² − 1`.
 * @throws {RangeError} If a class has fewer than three texts, or a text is empty.
 */
export function textClassification(data: LabeledTexts, seed: number): TextClassification {
  check({ data, seed });
  const indices = stratifiedSplit(data.labels, seed);
  const part = (split: "train" | "valid" | "test") =>
    Array.from(indices[split], (index) => data.texts[index]);
  const alphabet = Alphabet.of(part("train"), MOST_SYMBOLS);
  const read = (split: "train" | "valid" | "test") =>
    textSequences({
      texts: part(split),
      labels: indices[split].map((index) => data.labels[index]),
      classes: data.classes,
    }, alphabet);
  const unseen = (split: "train" | "valid" | "test") =>
    alphabet.encode(part(split).join("")).unseen;
  return {
    classes: data.classes,
    alphabet,
    train: read("train"),
    valid: read("valid"),
    test: read("test"),
    unseen: { train: unseen("train"), valid: unseen("valid"), test: unseen("test") },
  };
}
