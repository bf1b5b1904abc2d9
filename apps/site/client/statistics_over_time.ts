import { type StatisticsStore, tables } from "@bnlstm/core/statistics";

/** Statistics of some units of a site over time. */
export interface SiteOverTime {
  /** Cell and site, e.g. `layer0 hidden`. */
  name: string;
  /** Which units, of how many. */
  units: number[];
  features: number;
  /** `[unit][t]`. */
  mean: number[][];
  variance: number[][];
}

/** Units shown of each site. */
const UNITS = 8;

/** Mean and variance of some units of each site of each cell, over time; nothing for a plain LSTM (the paper, figure 5). */
export function statisticsOverTime(
  statistics: Readonly<Record<string, StatisticsStore>>,
): SiteOverTime[] {
  return Object.entries(statistics).flatMap(([cell, store]) =>
    Object.entries(tables(store) ?? {}).map(([site, { rows, features, mean, variance }]) => {
      const units = Array.from(
        { length: Math.min(UNITS, features) },
        (_, i) => Math.floor(i * features / Math.min(UNITS, features)),
      );
      const column = (values: ArrayLike<number>) =>
        units.map((unit) => Array.from({ length: rows }, (_, t) => values[t * features + unit]));
      return {
        name: `${cell} ${site}`,
        units,
        features,
        mean: column(mean),
        variance: column(variance),
      };
    })
  );
}

/** The same in so many figures, to be kept in a file. */
export function rounded(sites: readonly SiteOverTime[], figures: number): SiteOverTime[] {
  const short = (lines: number[][]) =>
    lines.map((line) => line.map((value) => Number(value.toPrecision(figures))));
  return sites.map((site) => ({
    ...site,
    mean: short(site.mean),
    variance: short(site.variance),
  }));
}
