import type { StepSchedule } from "@bnlstm/core/kernels";
import { type PackedRows, packedRows } from "./step_table.ts";

/** Consecutive rows of a batch. */
export interface BatchPart {
  /** The first of them, a multiple of 8. */
  first: number;
  /** Number of rows. */
  batch: number;
  /** Their active rows at all steps. */
  packed: PackedRows;
  /** Number of packed rows of the parts before. */
  packedBefore: number;
}

/**
 * Divides the rows of a batch among threads, in whole panels of 8 and with about as many active rows at all steps
 * together for each. As they are sorted by length, the first parts have fewer and longer ones.
 *
 * @param count Number of parts; not more than there are panels.
 */
export function batchParts(
  { steps, active }: Pick<StepSchedule, "steps" | "active">,
  count: number,
): BatchPart[] {
  const batch = active[0], panels = Math.ceil(batch / 8);
  const lengths = Array.from({ length: panels }, (_, panel) => stepsOf(active, steps, 8 * panel));
  let left = lengths.reduce((sum, length) => sum + length, 0), panel = 0, packedBefore = 0;
  return Array.from({ length: count }, (_, i) => {
    const first = panel, share = left / (count - i);
    let sum = 0;
    // At least one, and one for each part that is to come.
    while (panel < panels - (count - i - 1)) {
      if (panel > first && sum + lengths[panel] / 2 > share) break;
      sum += lengths[panel++];
    }
    left -= sum;
    const own = Math.min(8 * panel, batch) - 8 * first;
    const packed = packedRows({
      steps: lengths[first],
      active: active.slice(0, lengths[first]).map((rows) => Math.min(own, rows - 8 * first)),
    });
    const part = { first: 8 * first, batch: own, packed, packedBefore };
    packedBefore += packed.starts[packed.steps];
    return part;
  });
}

/** Number of steps at which a row is active. */
function stepsOf(active: Int32Array, steps: number, row: number): number {
  let length = steps;
  while (length > 0 && active[length - 1] <= row) length--;
  return length;
}
