import { both, having, oneOf, optional, type Rule, typed, whole } from "@bnlstm/data/arguments";

// TensorFlow.js is not among what these rules import: figures without it use them.

const SIZE = whole(1);
const SIZES = having({ timeSteps: SIZE, batchSize: SIZE, inputSize: SIZE });
const SYMBOLS = having({ timeSteps: SIZE, batchSize: SIZE });

/** Typed arrays with a certain number of elements. */
function sized(type: string, length: number): Rule {
  return both(typed(type), having({ length: oneOf(length) }));
}

/** The number of a class for each of some rows or predictions; −1 where there is none. */
export function classNumbers(rows: number, classes: number): Rule {
  return both(sized("Int32Array", rows), (attempt, name, value) => {
    const wrong = (value as Int32Array).find((k) => k < -1 || k >= classes);
    if (wrong !== undefined) whole(-1, classes - 1)(attempt, name, wrong);
  });
}

/** The rule for batches of sequences `[T, B, I]`. */
export const SEQUENCES: Rule = both(SIZES, (attempt, name, value) => {
  const { timeSteps, batchSize, inputSize } = value as Record<string, number>;
  having({
    inputs: sized("Float32Array", timeSteps * batchSize * inputSize),
    lengths: optional(sized("Int32Array", batchSize)),
  })(attempt, name, value);
});

/** The rule for batches of symbols `[T, B]`. */
export const SYMBOL_BATCH: Rule = both(SYMBOLS, (attempt, name, value) => {
  const { timeSteps, batchSize } = value as Record<string, number>;
  having({
    ids: sized("Int32Array", timeSteps * batchSize),
    lengths: sized("Int32Array", batchSize),
  })(attempt, name, value);
});

/** Weights or outputs for each of some rows. */
export function floats(length: number): Rule {
  return sized("Float32Array", length);
}
