import { InvalidTypeError } from "@bnlstm/core";
import { Alphabet, oneHot } from "@bnlstm/data";
import { show } from "@bnlstm/data/arguments";
import { encodeSequence, type SequenceEncoding } from "@bnlstm/data/sequences";
import { cut } from "../tasks/_text_classification.ts";
import type { DataShape } from "../tasks/data_shape.ts";

/** A sequence to predict: the values of each step, in the order of the features, or a text. */
export type InputSequence = readonly (readonly (number | string | null)[])[] | string;

/** Values that training did not have, by feature, or symbols of texts, with numbers of occurrences. */
export type UnseenCounts = Map<string, Map<string, number>>;

const alphabets = new WeakMap<readonly string[], Alphabet>();

/**
 * The inputs of a model for a sequence, `[steps, inputSize]`.
 *
 * @param at Index of the sequence among those given, for errors.
 * @throws {TypeError} If it has no steps, or a step does not have a value for each feature.
 */
export function inputsOf(
  sequence: InputSequence,
  shape: DataShape,
  at: number,
  unseen: UnseenCounts,
): Float32Array {
  const { reading, symbols, inputSize } = shape;
  if (sequence?.length === 0) refuse(at, "it has no steps");
  if (symbols) {
    if (typeof sequence !== "string") refuse(at, "it must be a text");
    return textInputs(cut(sequence, reading?.longestText), symbols, unseen);
  }
  if (!reading) {
    checkWidth(sequence, inputSize, at);
    const values = sequence.flat();
    const wrong = values.findIndex((value) => typeof value !== "number");
    if (wrong >= 0) refuse(at, `its values must be numbers, got ${show(values[wrong])}`);
    return Float32Array.from(values as number[]);
  }
  const values = valuesOf(sequence, reading.encoding, at);
  return encodeSequence({ values, length: sequence.length }, reading.encoding, unseen);
}

/**
 * Turns values by step into values by feature.
 *
 * @throws {TypeError} If a step does not have a value for each feature.
 */
export function valuesOf(
  sequence: InputSequence,
  { features }: SequenceEncoding,
  at: number,
): (number[] | string[])[] {
  checkWidth(sequence, features.length, at);
  return features.map(({ kind, name }, feature) =>
    sequence.map((step, number) => {
      const value = step[feature];
      if (kind === "category") return value === null ? "" : String(value);
      if (value === null) return NaN;
      if (typeof value === "number" && Math.abs(value) !== Infinity) return value;
      refuse(at, `${name} of step ${number} must be a number, got ${show(value)}`);
    })
  ) as (number[] | string[])[];
}

function checkWidth(
  sequence: InputSequence,
  width: number,
  at: number,
): asserts sequence is Exclude<InputSequence, string> {
  if (!Array.isArray(sequence)) {
    const given = typeof sequence === "string" ? "a text" : show(sequence);
    refuse(at, `it must be a list of steps, got ${given}`);
  }
  const odd = sequence.findIndex((step) => !Array.isArray(step) || step.length !== width);
  if (odd < 0) return;
  const step: unknown = sequence[odd];
  const given = Array.isArray(step) ? step.length : show(step);
  refuse(at, `step ${odd} must have ${width} values, got ${given}`);
}

function textInputs(
  text: string,
  symbols: readonly string[],
  unseen: UnseenCounts,
): Float32Array {
  let alphabet = alphabets.get(symbols);
  if (!alphabet) alphabets.set(symbols, alphabet = new Alphabet(symbols));
  const encoded = alphabet.encode(text);
  const counts = unseen.get("text") ?? new Map<string, number>();
  for (const [symbol, count] of encoded.unseen) {
    counts.set(symbol, (counts.get(symbol) ?? 0) + count);
  }
  if (counts.size > 0) unseen.set("text", counts);
  return oneHot(encoded.ids, symbols.length);
}

function refuse(at: number, problem: string): never {
  throw new InvalidTypeError(`Cannot predict sequence ${at}: ${problem}`);
}
