import { anObject, having, numbers } from "../math/_rules.ts";
import { InvalidRangeError, InvalidTypeError } from "../math/invalid_input.ts";
import { show } from "../math/_show.ts";
import { SITE_NAMES, type SiteName } from "../math/sites.ts";
import type { StatisticsTable } from "../math/statistics_table.ts";
import { tableShape } from "./_table_shape.ts";
import type { BatchStatistics } from "./batch_statistics.ts";
import type { StatisticsStore } from "./statistics_store.ts";

const ATTEMPT = "record batch statistics";

/**
 * Checks that the statistics of a minibatch fit a store and are finite: a single NaN would stay in the
 * estimates forever.
 */
export function checkBatchStatistics(store: StatisticsStore, batch: BatchStatistics): void {
  having({ active: numbers, sites: anObject })(ATTEMPT, "the batch", batch);
  const { active, sites } = batch;
  for (let t = 0; t < active.length; t++) {
    if (!Number.isSafeInteger(active[t]) || active[t] < 0) {
      throw new InvalidTypeError(
        `Cannot ${ATTEMPT}: active rows of step ${t} must be a whole number of 0 or more, ` +
          `got ${show(active[t])}`,
      );
    }
    if (t > 0 && active[t] > active[t - 1]) {
      throw new InvalidRangeError(
        `Cannot ${ATTEMPT}: active rows may not increase, ` +
          `got ${active[t - 1]} at step ${t - 1} and ${active[t]} at step ${t}`,
      );
    }
  }
  for (const name of Object.keys(sites)) {
    if (!SITE_NAMES.includes(name as SiteName)) {
      throw new InvalidTypeError(
        `Cannot ${ATTEMPT}: unknown site ${JSON.stringify(name)}`,
      );
    }
  }
  for (const site of SITE_NAMES) {
    const table = sites[site];
    const normalized = store.sites[site] !== "none";
    if (normalized !== (table !== undefined)) {
      throw new InvalidTypeError(
        `Cannot ${ATTEMPT}: the store has the ${site} site as "${store.sites[site]}", ` +
          `the minibatch has ${normalized ? "no" : "a"} table for it`,
      );
    }
    if (table !== undefined) checkTable(store, site, table, active);
  }
}

function checkTable(
  store: StatisticsStore,
  site: SiteName,
  table: StatisticsTable,
  active: ArrayLike<number>,
): void {
  having({ mean: numbers, variance: numbers })(ATTEMPT, `the ${site} site`, table);
  const { rows, features } = tableShape(site, store, active.length);
  const got = [table.rows, table.features, table.mean.length, table.variance.length];
  const expected = [rows, features, rows * features, rows * features];
  if (got.some((value, i) => value !== expected[i])) {
    throw new InvalidTypeError(
      `Cannot ${ATTEMPT}: the ${site} site must have ${rows} rows of ${features} features, ` +
        `got ${show(got[0])} of ${show(got[1])} with ${got[2]} means and ${got[3]} variances`,
    );
  }
  for (let row = 0; row < rows && row < store.timeSteps && active[row] > 0; row++) {
    for (let k = row * features; k < (row + 1) * features; k++) {
      const { mean, variance } = table;
      if (!Number.isFinite(mean[k]) || !Number.isFinite(variance[k]) || variance[k] < 0) {
        throw new InvalidRangeError(
          `Cannot ${ATTEMPT}: mean and variance must be finite and the variance 0 or more, ` +
            `got ${show(mean[k])} and ${show(variance[k])} at step ${row}, feature ${
              k % features
            } of the ` +
            `${site} site`,
        );
      }
    }
  }
}
