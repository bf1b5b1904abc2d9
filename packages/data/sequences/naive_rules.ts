/** Forecasts that learn nothing. */
export const NAIVE_RULES = ["last value", "value a season ago", "mean of the window"] as const;

/** The name of a forecast that learns nothing. */
export type NaiveRule = typeof NAIVE_RULES[number];

/**
 * What a rule forecasts.
 *
 * @param values A series.
 * @param end Number of values that are known.
 * @param ahead How many steps after the last known value, from 1.
 * @param options Steps of a season, and of the window that a mean is of.
 */
export function naiveForecast(
  rule: NaiveRule,
  values: ArrayLike<number>,
  end: number,
  ahead: number,
  { season, window }: { season: number; window: number },
): number {
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
