import { checker, having, string } from "../arguments.ts";
import { InvalidRangeError } from "../invalid_input.ts";
import { Alphabet, type Unsigned } from "./alphabet.ts";

/** The three parts into which data is divided. */
export interface TextSplits<Part> {
  /** For training models. */
  train: Part;
  /** For choosing between models. */
  valid: Part;
  /** For the figures that are reported. */
  test: Part;
}

/** A text as symbol numbers, divided for training and evaluation. */
export interface CharacterCorpus extends TextSplits<Unsigned> {
  /** The symbols of the training text. */
  alphabet: Alphabet;
  /**
   * Symbols of `valid` and `test` that the training text lacks, with their numbers of occurrences. They are
   * numbered `alphabet.size`, which no model predicts: report them along with any loss.
   */
  unseen: Record<"valid" | "test", ReadonlyMap<string, number>>;
}

const check = checker("build a corpus", {
  texts: having({ train: string, valid: string, test: string }),
});

/**
 * Numbers the symbols of a divided text. The alphabet is that of the training text only.
 *
 * @throws {RangeError} If a part has fewer than two symbols, so that there is nothing to predict, or
 * the training text has more than 65,535 different ones.
 *
 * @example
 * ```ts
 * import { characterCorpus } from "@bnlstm/data";
 *
 * const { alphabet, unseen } = characterCorpus({ train: "abba", valid: "ab", test: "abc" });
 * console.log(alphabet.size, unseen.test.get("c")); // 2 1
 * ```
 */
export function characterCorpus(texts: TextSplits<string>): CharacterCorpus {
  check({ texts });
  for (const split of ["train", "valid", "test"] as const) {
    // Two code units may be one code point; four or more are at least two.
    if ([...texts[split].slice(0, 4)].length < 2) {
      throw new InvalidRangeError(
        `Cannot build a corpus: ${split} needs at least 2 symbols, got ${
          JSON.stringify(texts[split])
        }`,
      );
    }
  }
  const alphabet = Alphabet.of([texts.train]);
  const valid = alphabet.encode(texts.valid);
  const test = alphabet.encode(texts.test);
  return {
    alphabet,
    train: alphabet.encode(texts.train).ids,
    valid: valid.ids,
    test: test.ids,
    unseen: { valid: valid.unseen, test: test.unseen },
  };
}
