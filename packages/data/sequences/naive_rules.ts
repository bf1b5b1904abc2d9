import { checker, having, number, numbers, oneOf, whole } from "../arguments.ts";

/** Names of simple forecasting rules, which learn nothing. */
export const NAIVE_RULES = ["last value", "value a season ago", "mean of the window"] as const;

/** The name of a simple forecasting rule. */
export type NaiveRule = typeof NAIVE_RULES[number];

const ATTEMPT = "forecast by a rule";
const check = checker(ATTEMPT, {
  rule: oneOf(...NAIVE_RULES),
  values: numbers,
  end: number,
  ahead: whole(1),
  lengths: having({ season: whole(1), window: number }),
});

/**
 * The forecast of a rule for one step.
 *
 * @param values A series.
 * @param end Number of values that are known.
 * @param ahead How many steps after the last known value, at least 1.
 * @param options Number of steps of a season, and of the window over which a mean is taken.
 */
export function naiveForecast(
  rule: NaiveRule,
  values: ArrayLike<number>,
  end: number,
  ahead: number,
  lengths: { season: number; window: number },
): number {
  check({ rule, values, end, ahead, lengths });
  whole(1, values.length)(ATTEMPT, "end", end);
  const { season, window } = lengths;
  whole(1, end)(ATTEMPT, "lengths.window", window);
  switch (rule) {
    case "last value":
      return values[end - 1];
    case "value a season ago":
      return values[end - 1 + ahead - season * Math.ceil(ahead / season)];
    case "mean of the window": {
      let sum = 0;
      for (let at = end - window; at < end; at++) sum += values[at];
      return sum / window;
    }
  }
}
