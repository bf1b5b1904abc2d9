/**
 * The store of per-time-step statistics: functions to create, record into, merge, look up and save it. A store
 * is a value: every function returns a new one (docs/statistics_store.md).
 *
 * @module
 */

export { createStore } from "./stats/create_store.ts";
export { record } from "./stats/record.ts";
export { merge } from "./stats/merge.ts";
export { mergeOverRanks } from "./model/merge_over_ranks.ts";
export { resize } from "./stats/resize.ts";
export { tables } from "./stats/tables.ts";
export { at } from "./stats/at.ts";
export { effectiveTimeSteps } from "./stats/effective_time_steps.ts";
export {
  serialize,
  type SerializedStore,
  type SerializedStoreHeader,
  STORE_VERSION,
} from "./stats/serialize.ts";
export { deserialize } from "./stats/deserialize.ts";
export type { BatchStatistics } from "./stats/batch_statistics.ts";
export {
  DEFAULT_DECAY,
  type StatisticsEstimator,
  type StatisticsStore,
  type StatisticsStoreOptions,
  type StoredTable,
} from "./stats/statistics_store.ts";
export type { StatisticsTable, StatisticsTables } from "./math/statistics_table.ts";
export type { NormalizationSites, SiteName, SiteNormalization } from "./math/sites.ts";
