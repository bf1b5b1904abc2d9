import { InvalidTypeError } from "@bnlstm/core";
import {
  both,
  having,
  oneOf,
  optional,
  type Rule,
  seed,
  typed,
  whole,
} from "@bnlstm/data/arguments";
import { checkMemory } from "../loop/_check_run.ts";
import { PROCESS_GROUP, RUN_CONFIG } from "../loop/_rules.ts";
import type { RunConfig } from "../config/run_config.ts";
import type { DataShape } from "../tasks/data_shape.ts";

const SIZE = whole(1);
const SIZES = having({ timeSteps: SIZE, batchSize: SIZE, inputSize: SIZE });
const SHAPE = having({ inputSize: SIZE, timeSteps: SIZE, classes: SIZE });
const SYMBOLS = having({ timeSteps: SIZE, batchSize: SIZE });

/** Typed arrays with a certain number of elements. */
function sized(type: string, length: number): Rule {
  return both(typed(type), (attempt, name, value) => {
    const got = (value as ArrayLike<unknown>).length;
    if (got === length) return;
    throw new InvalidTypeError(
      `Cannot ${attempt}: ${name} must have ${length} elements, got ${got}`,
    );
  });
}

/** The number of a class for each of some rows or predictions; −1 where there is none. */
export function classNumbers(rows: number, classes: number): Rule {
  return both(sized("Int32Array", rows), (attempt, name, value) => {
    const wrong = (value as Int32Array).find((k) => k < -1 || k >= classes);
    if (wrong !== undefined) whole(-1, classes - 1)(attempt, name, wrong);
  });
}

/** Refuses a configuration or a shape from which no model can be made. */
export function checkNewModel(config: RunConfig, shape: DataShape): void {
  RUN_CONFIG("create the model", "config", config);
  SHAPE("create the model", "shape", shape);
  checkMemory(config, shape);
}

/** The rule for the options of scores. */
export const SCORE_OPTIONS: Rule = having({
  mode: oneOf("train", "eval"),
  statistics: optional(having({})),
  state: optional(having({})),
  group: optional(PROCESS_GROUP),
  noiseSeed: optional(seed),
});

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

/** Refuses a batch of sequences, or options for scoring it, that break their rules. */
export function check(
  attempt: string,
  { batch, options }: Readonly<Record<"batch" | "options", unknown>>,
): void {
  SEQUENCES(attempt, "batch", batch);
  SCORE_OPTIONS(attempt, "options", options);
}
