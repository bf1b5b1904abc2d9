import type { Split, TaskData } from "@bnlstm/train";
import { printable } from "../terminal/printable.ts";

/** Number of symbols that are shown; the others are only counted. */
const SHOWN = 8;

/**
 * Symbols of some parts of the data that training does not have, in one line; empty if there are none. They
 * cannot be predicted, so such predictions are left out of every figure.
 */
export function describeUnseen(
  { unseen }: TaskData<unknown>,
  splits: readonly Split[],
): string | undefined {
  const parts = splits.flatMap((split) => {
    const counts = [...unseen?.[split] ?? []];
    if (counts.length === 0) return [];
    const total = counts.reduce((sum, [, count]) => sum + count, 0);
    const shown = counts.slice(0, SHOWN)
      .map(([symbol, count]) => `${printable(JSON.stringify(symbol))} ${count}`);
    const more = counts.length > SHOWN ? ` and ${counts.length - SHOWN} more` : "";
    return [`${total} of ${split}: ${shown.join(", ")}${more}`];
  });
  return parts.length > 0 ? parts.join("; ") : undefined;
}
