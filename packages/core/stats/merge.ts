import { InvalidTypeError } from "../math/invalid_input.ts";
import { show } from "../math/_show.ts";
import { SITE_NAMES, type SiteName } from "../math/sites.ts";
import { checkStore } from "./_check_store.ts";
import { mixTables } from "./_mix_tables.ts";
import { normalizedSites, tableShape } from "./_table_shape.ts";
import type { StatisticsStore, StoredTable } from "./statistics_store.ts";

/**
 * Combines passes over two shards of a data set into what one pass over both would have given
 * (docs/rules.md#r6).
 *
 * Merging is commutative to the bit. It is associative, to the bit in the counts and up to rounding in the
 * estimates. An empty store that is no longer than the other is its identity, to the bit. The result has as
 * many steps as the longer store; the shorter one counts as having seen no data at later steps.
 *
 * @throws {TypeError} If the estimator is `"ema"`, whose estimate depends on the order of the minibatches,
 * which shards do not have; or if estimator, sites, `hiddenSize` or `minShare` differ.
 */
export function merge(a: StatisticsStore, b: StatisticsStore): StatisticsStore {
  checkStore("merge statistics", "the first store", a);
  checkStore("merge statistics", "the second store", b);
  for (const name of ["estimator", "hiddenSize", "minShare"] as const) {
    refuseDifference(name, a[name], b[name]);
  }
  for (const site of SITE_NAMES) refuseDifference(`sites.${site}`, a.sites[site], b.sites[site]);
  if (a.estimator === "ema") {
    throw new InvalidTypeError(
      `Cannot merge statistics: the estimator is "ema", which depends on the order of the minibatches`,
    );
  }

  const longer = a.timeSteps >= b.timeSteps ? a : b;
  const shorter = longer === a ? b : a;
  const tables: Partial<Record<SiteName, StoredTable>> = {};
  for (const site of normalizedSites(a.sites)) {
    const { features } = tableShape(site, a, a.timeSteps);
    tables[site] = mixTables(a.tables[site]!, b.tables[site]!, features, a.estimator === "pooled");
  }
  return { ...longer, count: longer.count.map((n, t) => n + (shorter.count[t] ?? 0)), tables };
}

function refuseDifference(name: string, a: string | number, b: string | number): void {
  if (a !== b) {
    throw new InvalidTypeError(
      `Cannot merge statistics: ${name} differs, got ${show(a)} and ${show(b)}`,
    );
  }
}
