import { BatchSampler, loadLanguageId, loadSurnameLanguage } from "@bnlstm/data";
import type { RecordedLengths } from "./different_lengths.tsx";

const ROWS = 64;

/** Lengths of the first batch of each task whose sequences differ in length. */
export async function record(): Promise<RecordedLengths> {
  const [surnames, paragraphs] = await Promise.all([loadSurnameLanguage(), loadLanguageId()]);
  const first = ({ size, lengths }: { size: number; lengths?: Int32Array }) =>
    Array.from(
      BatchSampler.create({ size, batchSize: ROWS, seed: 1 }).nextBatch(),
      (index) => lengths![index],
    );
  return { surnames: first(surnames.train), paragraphs: first(paragraphs.train) };
}
