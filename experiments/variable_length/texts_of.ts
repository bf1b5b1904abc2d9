import type { QuestionBatch, SequenceBatch } from "@bnlstm/data";

/** The batches of the tasks that are measured. */
export type MeasuredBatch = SequenceBatch | QuestionBatch;

/** The texts of a batch that lengths are counted in: the documents, where there are questions too. */
export function textsOf(
  batch: MeasuredBatch,
): { timeSteps: number; batchSize: number; lengths?: Int32Array } {
  return "document" in batch ? batch.document : batch;
}
