import { resize, type StatisticsStore } from "@bnlstm/core/statistics";
import { Alphabet, textWindows } from "@bnlstm/data";
import type { CharacterModel } from "@bnlstm/train/models";
import { logSoftmax, mean, mul, neg, oneHot, sum, tensor2d, tidy } from "@tensorflow/tfjs-core";
import type { ModelInUse } from "../../client/model_in_use.ts";

/** How much longer than in training the windows are. */
const STRETCH = 3;
/** Windows: enough for a smooth line, few enough for a phone. */
const WINDOWS = 128;
/** Characters at the end of the text that the windows are spread over. */
const READ = 10_000;

/**
 * Loss of a character model at each step of windows three times as long as those of training, in bits, where the
 * statistics of step `tMax − 1` serve every later one (docs/rules.md, R4).
 *
 * @param text What is read: the end of it, which training has not seen.
 * @param tMax Steps whose statistics are kept; all that there are when absent.
 */
export async function frozenLoss(
  { model, statistics, data: { symbols = [], timeSteps } }: ModelInUse,
  text: string,
  tMax: number | undefined,
): Promise<number[]> {
  const frozen = tMax === undefined ? statistics : Object.fromEntries(
    Object.entries(statistics).map((
      [cell, store],
    ): [string, StatisticsStore] => [cell, resize(store, tMax)]),
  );
  const { ids } = new Alphabet(symbols).encode(text);
  const windows = textWindows(ids.subarray(-READ), {
    symbols: symbols.length,
    windowLength: STRETCH * timeSteps + 1,
  });
  const starts = Int32Array.from(
    { length: WINDOWS },
    (_, i) => Math.floor(i * (windows.size - 1) / (WINDOWS - 1)),
  );
  const batch = windows.batch(starts);
  const losses = tidy(() => {
    const { logits } = (model as CharacterModel).predict(batch, {
      mode: "eval",
      statistics: frozen,
    });
    const targets = oneHot(
      tensor2d(batch.targets, [batch.timeSteps, WINDOWS], "int32"),
      symbols.length,
    );
    return mean(neg(sum(mul(logSoftmax(logits), targets), 2)), 1);
  });
  const values = await losses.data();
  losses.dispose();
  return Array.from(values, (nats) => nats / Math.LN2);
}
