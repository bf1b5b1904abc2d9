import { InvalidRangeError, type ModelStatistics } from "@bnlstm/core";
import type { SequenceBatch } from "@bnlstm/data";
import { checker, instance, list, whole } from "@bnlstm/data/arguments";
import { argMax, tidy } from "@tensorflow/tfjs-core";
import { BATCH_PASS, STATISTICS } from "../loop/_rules.ts";
import { SequenceClassifier } from "../models/sequence_classifier.ts";
import type { BatchPass } from "../tasks/task_data.ts";

/** How often each class (row) was classified as each class (column), `[K][K]`. */
export type ConfusionMatrix = readonly (readonly number[])[];

/**
 * Counts how a model classifies the sequences of each class.
 *
 * @throws {RangeError} If the model has another number of classes.
 */
export async function countConfusion(
  model: SequenceClassifier,
  pass: BatchPass<SequenceBatch>,
  statistics: ModelStatistics,
  classes: number,
): Promise<ConfusionMatrix> {
  checkCount({ model, pass, statistics, classes });
  const { size } = model.parameters["head.bias"];
  if (classes !== size) {
    throw new InvalidRangeError(`Cannot count confusion: classes must be ${size}, got ${classes}`);
  }
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const batch of pass) {
    const best = tidy(() => argMax(model.classify(batch, { mode: "eval", statistics }).logits, 1));
    for (const [row, answer] of (await best.data()).entries()) counts[batch.labels[row]][answer]++;
    best.dispose();
  }
  return counts;
}

/** How well one class is distinguished from the others. */
export interface ClassScore {
  /** Number of sequences of the class. */
  support: number;
  /** Share of those classified as this class that belong to it; 0 if there are none. */
  precision: number;
  /** Share of those of this class that are classified as it; 0 if there are none. */
  recall: number;
  /** Harmonic mean of precision and recall. */
  f1: number;
}

/** How well classes are distinguished. */
export interface ClassScores {
  /** Share of sequences that are classified correctly. */
  accuracy: number;
  /** Mean F1 over the classes that occur: rare ones count as much as frequent ones. */
  macroF1: number;
  /** Scores of each class. */
  classes: readonly ClassScore[];
}

/**
 * Computes the scores of classes from a confusion matrix.
 *
 * @throws {RangeError} If it is not square.
 */
export function scoreClasses(counts: ConfusionMatrix): ClassScores {
  checkScores({ counts });
  if (counts.some((row) => row.length !== counts.length)) {
    throw new InvalidRangeError("Cannot score classes: counts must be square");
  }
  const total = counts.flat().reduce((a, b) => a + b, 0);
  const classes = counts.map((row, at) => {
    const support = row.reduce((a, b) => a + b, 0);
    const answered = counts.reduce((sum, other) => sum + other[at], 0);
    const precision = answered > 0 ? row[at] / answered : 0;
    const recall = support > 0 ? row[at] / support : 0;
    const f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
    return { support, precision, recall, f1 };
  });
  const occurring = classes.filter(({ support }) => support > 0);
  return {
    accuracy: counts.reduce((sum, row, at) => sum + row[at], 0) / total,
    macroF1: occurring.reduce((sum, { f1 }) => sum + f1, 0) / occurring.length,
    classes,
  };
}

const checkCount = checker("count confusion", {
  model: instance(SequenceClassifier),
  pass: BATCH_PASS,
  statistics: STATISTICS,
  classes: whole(1),
});
const checkScores = checker("score classes", { counts: list(list(whole(0)), 1) });
