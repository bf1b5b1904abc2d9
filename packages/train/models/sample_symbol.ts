import { InvalidRangeError } from "@bnlstm/core";
import {
  between,
  callable,
  checker,
  numbers,
  optional,
  record,
  type Rules,
  whole,
} from "@bnlstm/data/arguments";

/** How a symbol is drawn from what a model predicts. */
export interface SamplingOptions {
  /**
   * The number by which logits are divided before the softmax: 1 (default) draws from the predicted
   * probabilities, smaller values make safer choices, and 0 always takes the most probable symbol.
   */
  temperature?: number;
  /** Draws only from this many of the most probable symbols. Default: all. */
  topK?: number;
}

/**
 * Draws a symbol from the probabilities that a model predicts. Among equally probable symbols those with lower
 * numbers come first.
 *
 * @param logits Logarithms of the probabilities up to a constant `[K]`.
 * @param options Temperature, and the number of symbols to draw from.
 * @param random Returns uniform numbers in `[0, 1)`; called once, or not at all if there is no choice.
 * @returns Number of the symbol.
 * @throws {RangeError} If an option is out of range, or a logit is not finite.
 *
 * @example
 * ```ts
 * import { uniformSource } from "@bnlstm/core/initializers";
 * import { sampleSymbol } from "@bnlstm/train/models";
 *
 * const logits = [0.1, 2.3, 1.7];
 * console.log(sampleSymbol(logits, { temperature: 0 }, uniformSource(1))); // 1
 * console.log(sampleSymbol(logits, { topK: 2 }, uniformSource(1))); // 1 or 2
 * ```
 */
export function sampleSymbol(
  logits: ArrayLike<number>,
  options: SamplingOptions,
  random: () => number,
): number {
  check({ logits, options, random });
  if (logits.length === 0) throw new InvalidRangeError("Cannot sample: there are no logits");
  const { temperature = 1, topK = logits.length } = options;
  const wrong = Array.from(logits).find((logit) => !Number.isFinite(logit));
  if (wrong !== undefined) throw new InvalidRangeError(`Cannot sample: a logit is ${wrong}`);
  // Sorting keeps the order of what is equal.
  const candidates = Array.from(logits, (_, symbol) => symbol)
    .sort((a, b) => logits[b] - logits[a])
    .slice(0, temperature === 0 ? 1 : topK);
  if (candidates.length === 1) return candidates[0];
  const most = logits[candidates[0]];
  const weights = candidates.map((symbol) => Math.exp((logits[symbol] - most) / temperature));
  let rest = random() * weights.reduce((sum, weight) => sum + weight);
  const drawn = weights.findIndex((weight) => (rest -= weight) < 0);
  // Rounding may leave a small remainder.
  return candidates.at(drawn)!;
}

export const SAMPLING: Rules = {
  temperature: optional(between(0, Infinity)),
  topK: optional(whole(1)),
};

const check = checker("sample", { logits: numbers, options: record(SAMPLING), random: callable });
