import { between, checker, iterable, list, show, string } from "../arguments.ts";
import { InvalidRangeError, InvalidTypeError } from "../invalid_input.ts";
import { narrowestInts, type Unsigned } from "../_narrowest_ints.ts";

export type { Unsigned };

/** A text as symbol numbers, and the symbols that have no number. */
export interface EncodedText {
  /**
   * Number of each symbol, `[length]`, in `0 … size`: `size` itself stands for every symbol that the alphabet
   * lacks, so that nothing is dropped and positions are preserved.
   */
  ids: Unsigned;
  /** The symbols that the alphabet lacks, each with its number of occurrences, most frequent first. */
  unseen: ReadonlyMap<string, number>;
}

/**
 * Largest number of symbols, chosen so that all numbers, including that for unseen symbols, fit in two bytes.
 */
const MOST_SYMBOLS = 2 ** 16 - 1;

const checkSymbols = checker("make an alphabet", { symbols: list(string) });
const checkTexts = checker("make an alphabet", { texts: iterable, limit: between(1, Infinity) });
const checkText = checker("encode a text", { text: string });
const checkIds = checker("decode symbols", { ids: iterable });

/**
 * The symbols a model knows, numbered. A symbol is one Unicode code point.
 *
 * Symbols are numbered in the order of their code points. Save an alphabet as its `symbols`, from which it can
 * be created again.
 *
 * @example
 * ```ts
 * import { Alphabet } from "@bnlstm/data";
 *
 * const alphabet = Alphabet.of(["banana"]);
 * console.log(alphabet.symbols); // a, b, n
 * const { ids, unseen } = alphabet.encode("nab!");
 * console.log(ids, unseen); // 2, 0, 1, 3 and ! once
 * console.assert(alphabet.decode(ids.subarray(0, 3)) === "nab");
 * ```
 */
export class Alphabet {
  /** The symbols, indexed by number. */
  readonly symbols: readonly string[];
  /** Number plus one of each code point; 0 for those that have no number. */
  readonly #numbers: Uint32Array;

  /**
   * Creates an alphabet of the given symbols, numbered in the given order.
   *
   * @throws {TypeError} If a symbol is not one code point, or occurs twice.
   * @throws {RangeError} If there are no symbols, or more than 65,535.
   */
  constructor(symbols: readonly string[]) {
    checkSymbols({ symbols });
    if (symbols.length < 1 || symbols.length > MOST_SYMBOLS) {
      throw new InvalidRangeError(
        `Cannot make an alphabet: it needs 1 … ${MOST_SYMBOLS} symbols, got ${symbols.length}`,
      );
    }
    const codePoints = symbols.map((symbol) => {
      if ([...symbol].length !== 1) {
        throw new InvalidTypeError(
          `Cannot make an alphabet: a symbol is one code point, got ${JSON.stringify(symbol)}`,
        );
      }
      return symbol.codePointAt(0)!;
    });
    this.symbols = [...symbols];
    this.#numbers = new Uint32Array(1 + codePoints.reduce((a, b) => Math.max(a, b)));
    codePoints.forEach((codePoint, number) => {
      if (this.#numbers[codePoint] !== 0) {
        throw new InvalidTypeError(
          `Cannot make an alphabet: ${JSON.stringify(symbols[number])} occurs twice`,
        );
      }
      this.#numbers[codePoint] = number + 1;
    });
  }

  /**
   * Creates the alphabet of some texts.
   *
   * @param limit Largest number of symbols to keep, the most frequent ones; all of them by default.
   * @throws {RangeError} If the texts are empty, or hold more than 65,535 different symbols.
   */
  static of(texts: Iterable<string>, limit = Infinity): Alphabet {
    checkTexts({ texts, limit });
    const counts = new Map<string, number>();
    for (const text of texts) {
      checkText({ text });
      countValues(text, counts);
    }
    const frequent = byCount(counts).slice(0, limit).map(([symbol]) => symbol);
    return new Alphabet(frequent.sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!));
  }

  /** Number of symbols. */
  get size(): number {
    return this.symbols.length;
  }

  /** Numbers the symbols of a text. */
  encode(text: string): EncodedText {
    checkText({ text });
    const unseen = new Map<string, number>();
    const ids = narrowestInts(this.size, text.length);
    let length = 0;
    for (const symbol of text) {
      const number = this.#numbers[symbol.codePointAt(0)!] || 0;
      ids[length++] = number === 0 ? this.size : number - 1;
      if (number === 0) unseen.set(symbol, (unseen.get(symbol) ?? 0) + 1);
    }
    // Code points beyond the basic plane take two units of the text and one number.
    return {
      ids: length === ids.length ? ids : ids.slice(0, length),
      unseen: new Map(byCount(unseen)),
    };
  }

  /**
   * Turns symbol numbers back into text.
   *
   * @throws {RangeError} If a number is not that of a symbol.
   */
  decode(ids: Iterable<number>): string {
    checkIds({ ids });
    let text = "";
    for (const id of ids) {
      if (!Number.isInteger(id) || id < 0 || id >= this.size) {
        throw new InvalidRangeError(
          `Cannot decode symbols: ${show(id)} is not in 0 … ${this.size - 1}`,
        );
      }
      text += this.symbols[id];
    }
    return text;
  }
}

/** Counts values, adding to what `counts` holds. */
export function countValues(
  values: Iterable<string>,
  counts: Map<string, number> = new Map(),
): Map<string, number> {
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** The values and their counts, most frequent first; the order of code units decides between equals. */
export function byCount(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
}
