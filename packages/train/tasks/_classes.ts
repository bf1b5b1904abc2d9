import { InvalidRangeError } from "@bnlstm/core";
import type { DividedSequences, Sequence } from "@bnlstm/data/sequences";
import { quoted } from "@bnlstm/data/tables";
import type { Split } from "./task_data.ts";

/** The classes of labeled sequences. */
export interface Classes {
  /** Their names, in the order of the outputs. */
  names: readonly string[];
  /** Class of each sequence of each part. */
  labels: Readonly<Record<Split, Int32Array>>;
  /** Weight of a sequence of each class that makes all classes count the same; mean 1 over training. */
  weights: Float32Array;
  /** Accuracy, by part, of always answering the most frequent class of training. */
  baselines: Readonly<Record<Split, Readonly<Record<string, number>>>>;
  /** What is worth knowing, in one sentence each. */
  notes: string[];
}

/** Training classes whose frequencies differ by more than this factor are unbalanced. */
const UNBALANCED = 3;

/**
 * Numbers the classes of the training sequences.
 *
 * @throws {RangeError} If there is only one, or another part has a class that training lacks.
 */
export function numberClasses(parts: DividedSequences<Sequence>): Classes {
  const counts = new Map<string, number>();
  for (const { label } of parts.train) counts.set(label!, (counts.get(label!) ?? 0) + 1);
  const numeric = [...counts.keys()].every((name) => !Number.isNaN(Number(name)));
  const names = [...counts.keys()].sort((a, b) =>
    numeric ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0
  );
  if (names.length < 2) {
    throw new InvalidRangeError(
      `Cannot classify: there must be two classes or more, all are ${quoted(names[0])}`,
    );
  }
  const places = new Map(names.map((name, place) => [name, place]));
  const labels = (part: Split) =>
    Int32Array.from(parts[part], ({ label, line }) => {
      const place = places.get(label!);
      if (place !== undefined) return place;
      throw new InvalidRangeError(
        `Cannot classify: class ${quoted(label)} of line ${line} is in ${part} and not in training`,
      );
    });
  const size = parts.train.length;
  const frequencies = names.map((name) => counts.get(name)!);
  const largest = frequencies.indexOf(Math.max(...frequencies));
  const byPart = { train: labels("train"), valid: labels("valid"), test: labels("test") };
  const share = (part: Split) => ({
    "most frequent class": byPart[part].filter((label) => label === largest).length /
      byPart[part].length,
  });
  const shown = names.slice(0, 12).map((name) => `${name} ${counts.get(name)}`).join(", ");
  const unbalanced = frequencies[largest] > UNBALANCED * Math.min(...frequencies);
  return {
    names,
    labels: byPart,
    weights: Float32Array.from(frequencies, (count) => size / (names.length * count)),
    baselines: { train: share("train"), valid: share("valid"), test: share("test") },
    notes: [
      `${names.length} classes in training: ${shown}${names.length > 12 ? ", …" : ""}` +
      (unbalanced ? "; they differ in frequency, see --class-weights" : ""),
    ],
  };
}
