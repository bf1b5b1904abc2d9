import {
  checker,
  having,
  list,
  map,
  oneOf,
  optional,
  record,
  string,
  whole,
} from "../arguments.ts";
import { InvalidTypeError } from "../invalid_input.ts";
import { quoted } from "../tables/table_error.ts";
import { ENCODING, VALUES } from "./_rules.ts";
import type { FeatureColumn } from "./column_roles.ts";
import type { Sequence } from "./sequence.ts";

/**
 * What replaces a missing value: `"previous"`, the value of the step before, or the mean at the start;
 * `"mean"`, always the mean; `"refuse"`, nothing, it is an error.
 */
export type MissingRule = "previous" | "mean" | "refuse";

/** How a feature becomes numbers. */
export type FeatureEncoding =
  | {
    /** What it is called. */
    name: string;
    /** A number: its mean is subtracted, and it is divided by its standard deviation. */
    kind: "number";
    /** Mean over all steps of all training sequences. */
    mean: number;
    /** Standard deviation over them; 1 if all are the same. */
    deviation: number;
  }
  | {
    /** What it is called. */
    name: string;
    /** A category: it becomes a one-hot vector, or zeros if training lacks it. */
    kind: "category";
    /** The categories in the training sequences. */
    categories: readonly string[];
  };

/** How sequences become inputs of a model, learned only from training sequences, as plain JSON. */
export interface SequenceEncoding {
  /** Each feature. */
  features: readonly FeatureEncoding[];
  /** What replaces a missing value. */
  missing: MissingRule;
  /** Number of consecutive steps that are read as one. */
  fold: number;
}

/** Learns an encoding from training sequences. */
export function fitEncoding(
  sequences: readonly Sequence[],
  features: readonly FeatureColumn[],
  options: Pick<SequenceEncoding, "missing" | "fold">,
): SequenceEncoding {
  checkFit({ sequences, features, options });
  for (const { values } of sequences) checkFeatures(values, features);
  const { missing, fold } = options;
  return {
    features: features.map(({ name, kind }, at) => {
      if (kind === "category") {
        const categories = new Set<string>();
        for (const { values } of sequences) {
          for (const value of values[at] as string[]) if (value !== "") categories.add(value);
        }
        return { name, kind, categories: [...categories].sort() };
      }
      return { name, kind, ...moments(sequences, at) };
    }),
    missing,
    fold,
  };
}

/** Mean and standard deviation by Welford's update, which stays exact for small deviations from large means. */
function moments(sequences: readonly Sequence[], at: number): { mean: number; deviation: number } {
  let [count, mean, squares] = [0, 0, 0];
  for (const { values } of sequences) {
    for (const value of values[at] as number[]) {
      if (Number.isNaN(value)) continue;
      const difference = value - mean;
      mean += difference / ++count;
      squares += difference * (value - mean);
    }
  }
  const deviation = Math.sqrt(squares / Math.max(1, count));
  // What rounding leaves of values that are all the same does not count as a deviation.
  return { mean, deviation: deviation > 1e-9 * Math.abs(mean) ? deviation : 1 };
}

/** Number of values that a model reads at each of its steps. */
export function encodedSize(encoding: SequenceEncoding): number {
  checkEncoding({ encoding });
  const { features, fold } = encoding;
  const width = features.reduce(
    (sum, feature) => sum + (feature.kind === "number" ? 1 : feature.categories.length),
    0,
  );
  return width * fold;
}

/** Number of steps in which a model reads a sequence of `length` steps. */
export function encodedLength(length: number, encoding: SequenceEncoding): number {
  checkLength({ length, encoding });
  return Math.ceil(length / encoding.fold);
}

/** Categories that were not in training, by feature, with their numbers of occurrences. */
export type UnseenCategories = Map<string, Map<string, number>>;

/**
 * Encodes one sequence as inputs of a model, `[encodedLength, encodedSize]`. The last steps are repeated to
 * fill the last fold.
 *
 * @param unseen Counts categories that training lacks; updated.
 */
export function encodeSequence(
  sequence: Pick<Sequence, "values" | "length">,
  encoding: SequenceEncoding,
  unseen?: UnseenCategories,
): Float32Array {
  check({ sequence, encoding, unseen });
  const { values, length } = sequence;
  checkFeatures(values, encoding.features);
  const { features, fold } = encoding;
  const steps = encodedLength(length, encoding) * fold;
  const width = encodedSize(encoding) / fold;
  const inputs = new Float32Array(steps * width);
  let column = 0;
  for (const [at, feature] of features.entries()) {
    if (feature.kind === "number") {
      writeNumbers(values[at] as number[], feature, encoding, inputs, column, width);
      column++;
    } else {
      writeCategories(values[at] as string[], feature, inputs, column, width, unseen);
      column += feature.categories.length;
    }
  }
  for (let step = length; step < steps; step++) {
    inputs.copyWithin(step * width, (length - 1) * width, length * width);
  }
  return inputs;
}

function writeNumbers(
  values: readonly number[],
  { mean, deviation }: FeatureEncoding & { kind: "number" },
  { missing }: SequenceEncoding,
  inputs: Float32Array,
  column: number,
  width: number,
): void {
  let previous = mean;
  for (const [step, value] of values.entries()) {
    const known = Number.isNaN(value) ? (missing === "previous" ? previous : mean) : value;
    previous = known;
    inputs[step * width + column] = (known - mean) / deviation;
  }
}

function writeCategories(
  values: readonly string[],
  { name, categories }: FeatureEncoding & { kind: "category" },
  inputs: Float32Array,
  column: number,
  width: number,
  unseen: UnseenCategories | undefined,
): void {
  const places = new Map(categories.map((category, place) => [category, place]));
  for (const [step, value] of values.entries()) {
    const place = places.get(value);
    if (place !== undefined) inputs[step * width + column + place] = 1;
    else if (value !== "" && unseen) {
      const counts = unseen.get(name) ?? new Map<string, number>();
      unseen.set(name, counts.set(value, (counts.get(value) ?? 0) + 1));
    }
  }
}

const ATTEMPT = "encode a sequence";
const check = checker(ATTEMPT, { sequence: VALUES, encoding: ENCODING, unseen: optional(map) });
const checkEncoding = checker(ATTEMPT, { encoding: ENCODING });
const checkLength = checker(ATTEMPT, { length: whole(0), encoding: ENCODING });
const checkFit = checker("fit an encoding", {
  sequences: list(VALUES),
  features: list(having({ name: string, kind: oneOf("number", "category") })),
  options: record({ missing: oneOf("previous", "mean", "refuse"), fold: whole(1, 2 ** 20) }),
});

/** A sequence has values of every feature, of its kind. */
function checkFeatures(
  values: Sequence["values"],
  features: readonly Pick<FeatureColumn, "name" | "kind">[],
): void {
  for (const [at, { name, kind }] of features.entries()) {
    const type = typeof values[at]?.[0];
    if (type === (kind === "number" ? "number" : "string")) continue;
    throw new InvalidTypeError(
      `Cannot ${ATTEMPT}: feature ${
        quoted(name)
      } must have values of the kind ${kind}, got ${type}`,
    );
  }
}
