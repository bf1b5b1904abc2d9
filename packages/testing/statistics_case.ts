import type {
  NormalizationSites,
  SiteName,
  StatisticsStore,
  StatisticsStoreOptions,
} from "@bnlstm/core";
import { type BatchStatistics, createStore, record } from "@bnlstm/core/statistics";
import { type Moments, SITE_NAMES, siteFeatures } from "@bnlstm/core/kernels";
import { moments } from "@bnlstm/core/reference";
import fc from "fast-check";
import { gaussian } from "./gaussian.ts";

/** The terms of one minibatch before normalization, drawn from the seed. */
export interface RawMinibatch {
  timeSteps: number;
  /** Steps of each row. */
  lengths: number[];
  seed: number;
}

/** Some minibatches of one model. */
export interface StatisticsCase {
  hiddenSize: number;
  sites: NormalizationSites;
  minibatches: RawMinibatch[];
}

/** Draws minibatches of unequal sizes and lengths, with trailing steps at which no row is active. */
export function arbitraryStatisticsCase(
  maximum: { timeSteps: number; batchSize: number; minibatches: number },
): fc.Arbitrary<StatisticsCase> {
  const minibatch = fc.integer({ min: 1, max: maximum.timeSteps }).chain((timeSteps) =>
    fc.record({
      timeSteps: fc.constant(timeSteps),
      lengths: fc.array(fc.integer({ min: 1, max: timeSteps }), {
        minLength: 1,
        maxLength: maximum.batchSize,
      }),
      seed: fc.integer({ min: 0, max: 2 ** 30 }),
    })
  );
  return fc.record({
    hiddenSize: fc.integer({ min: 1, max: 2 }),
    sites: fc.record<NormalizationSites>({
      input: fc.constantFrom("none", "timestep", "sequence"),
      hidden: fc.constantFrom("none", "timestep"),
      cell: fc.constantFrom("none", "timestep"),
    }),
    minibatches: fc.array(minibatch, { minLength: 1, maxLength: maximum.minibatches }),
  });
}

/** What a forward pass over a raw minibatch reports. */
export function batchStatistics(
  { hiddenSize, sites }: StatisticsCase,
  minibatch: RawMinibatch,
): BatchStatistics {
  const steps = Array.from({ length: minibatch.timeSteps }, (_, t) => t);
  const batch: BatchStatistics = {
    active: Int32Array.from(steps, (t) => minibatch.lengths.filter((n) => t < n).length),
    sites: {},
  };
  for (const site of SITE_NAMES) {
    if (sites[site] === "none") continue;
    const features = siteFeatures(site, hiddenSize);
    const groups = sites[site] === "sequence" ? [undefined] : steps;
    const perRow = groups.map((t) => rawMoments([minibatch], site, features, t));
    batch.sites[site] = {
      rows: groups.length,
      features,
      mean: perRow.flatMap(({ mean }) => [...mean]),
      variance: perRow.flatMap(({ variance }) => [...variance]),
    };
  }
  return batch;
}

/** A store that has recorded some minibatches of a case, all of them when none are named. */
export function recordedStore(
  drawn: StatisticsCase,
  options: Pick<StatisticsStoreOptions, "estimator" | "timeSteps" | "decay" | "minShare">,
  minibatches: readonly RawMinibatch[] = drawn.minibatches,
): StatisticsStore {
  const { hiddenSize, sites } = drawn;
  return minibatches.reduce(
    (store, minibatch) => record(store, batchStatistics(drawn, minibatch)),
    createStore({ hiddenSize, sites, ...options }),
  );
}

/**
 * Moments of the active rows of several minibatches taken together, at step t or, without one, at all
 * steps: the truth that pooling is compared with. NaN where no row is active.
 */
export function rawMoments(
  minibatches: readonly RawMinibatch[],
  site: SiteName,
  features: number,
  t?: number,
): Moments {
  const rows: number[][] = [];
  for (const { timeSteps, lengths, seed } of minibatches) {
    const length = timeSteps * lengths.length * features;
    // Off center by its own amount, so that the spread between minibatches is part of the variance.
    const center = gaussian(1, seed + 7, 2)[0];
    const values = gaussian(length, seed + SITE_NAMES.indexOf(site)).map((value) => center + value);
    for (let step = 0; step < timeSteps; step++) {
      if (t !== undefined && t !== step) continue;
      lengths.forEach((n, b) => {
        const at = (step * lengths.length + b) * features;
        if (step < n) rows.push([...values.subarray(at, at + features)]);
      });
    }
  }
  return moments(Float64Array.from(rows.flat()), rows.map((_, row) => row), features);
}
