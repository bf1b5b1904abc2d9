import type { ModelStatistics } from "@bnlstm/core";
import type { SequenceBatch } from "@bnlstm/data";
import { evaluate, type TaskData, type TaskModel } from "@bnlstm/train";
import { type MeasuredBatch, textsOf } from "./texts_of.ts";

/** Texts of one length: how many there are, their mean loss in nats, and the share that was right. */
export type LengthScore = [length: number, texts: number, loss: number, accuracy: number];

/** Scores the texts of each length in the validation and test sets, with population statistics. */
export async function heldOut(
  model: TaskModel<unknown>,
  data: TaskData<unknown>,
  statistics: ModelStatistics,
): Promise<LengthScore[]> {
  const scores: LengthScore[] = [];
  for (const split of ["valid", "test"] as const) {
    const single = data.pass(split, 1) as Iterable<MeasuredBatch>;
    for (const [length, rows] of Map.groupBy(single, (row) => textsOf(row).timeSteps)) {
      const batches = together(rows);
      const pass = Object.assign(batches as unknown[], { batches: batches.length });
      const { loss, accuracy } = await evaluate(model, pass, statistics);
      scores.push([length, rows.length, loss, accuracy]);
    }
  }
  return scores;
}

/** Batches of one row each, all of one length, as few batches; questions stay alone, as theirs differ. */
function together(rows: MeasuredBatch[]): MeasuredBatch[] {
  if ("document" in rows[0]) return rows;
  const texts = rows as SequenceBatch[];
  const [{ timeSteps, inputSize }] = texts;
  const batchSize = texts.length;
  const inputs = new Float32Array(timeSteps * batchSize * inputSize);
  texts.forEach((text, b) => {
    for (let t = 0; t < timeSteps; t++) {
      const at = t * inputSize;
      inputs.set(text.inputs.subarray(at, at + inputSize), (t * batchSize + b) * inputSize);
    }
  });
  const labels = Int32Array.from(texts, (text) => text.labels[0]);
  return [{ inputs, labels, timeSteps, batchSize, inputSize }];
}
