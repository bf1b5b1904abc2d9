import { checker, numbers } from "../arguments.ts";

const check = checker("detect a season", { values: numbers });

/** Smallest correlation at which a series counts as repeating itself. */
const LEAST_CORRELATION = 0.3;
/** Number of steps of the longest season that is looked for. */
const LONGEST = 400;

/**
 * Finds the number of steps after which a series repeats itself, by the autocorrelation of its differences; 1
 * if it does not. Trends do not matter, since differences have none.
 *
 * @example
 * ```ts
 * import { detectSeason } from "@bnlstm/data/sequences";
 *
 * const series = Array.from({ length: 60 }, (_, step) => step + 5 * Math.sin(2 * Math.PI * step / 12));
 * console.log(detectSeason(series)); // 12
 * ```
 */
export function detectSeason(values: ArrayLike<number>): number {
  check({ values });
  const differences = Float64Array.from(
    { length: Math.max(0, values.length - 1) },
    (_, at) => values[at + 1] - values[at],
  );
  const mean = differences.reduce((a, b) => a + b, 0) / differences.length;
  const centered = differences.map((value) => value - mean);
  const variance = centered.reduce((sum, value) => sum + value * value, 0);
  if (!(variance > 0)) return 1;
  const longest = Math.min(LONGEST, Math.floor(centered.length / 3));
  const correlation = (lag: number) => {
    let sum = 0;
    for (let at = lag; at < centered.length; at++) sum += centered[at] * centered[at - lag];
    // Long lags have fewer pairs; that must not lower their correlation.
    return sum / variance * centered.length / (centered.length - lag);
  };
  const correlations = Array.from({ length: longest + 2 }, (_, lag) => correlation(lag));
  let [season, best] = [1, LEAST_CORRELATION];
  for (let lag = 2; lag <= longest; lag++) {
    const here = correlations[lag];
    const peak = here >= correlations[lag - 1] && here >= correlations[lag + 1];
    // Multiples of a season correlate as strongly as the season itself.
    if (peak && here > best + (season > 1 ? 0.1 : 0)) [season, best] = [lag, here];
  }
  return season;
}
