import type { SymbolBatch } from "@bnlstm/data";

/** Returns 1 for each step of a row that is not padding, else 0, time-major `[T B]`. */
export function activeSteps(
  { lengths, timeSteps, batchSize }: Omit<SymbolBatch, "ids">,
): Uint8Array {
  return Uint8Array.from({ length: timeSteps * batchSize }, (_, place) => {
    return Number(Math.floor(place / batchSize) < lengths[place % batchSize]);
  });
}
