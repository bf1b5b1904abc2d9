import { checkStore } from "./_check_store.ts";
import { normalizedSites } from "./_table_shape.ts";
import type { StatisticsStore, StatisticsStoreOptions } from "./statistics_store.ts";

/** Version of the format that `serialize` writes and `deserialize` reads. */
export const STORE_VERSION = 1;

/** The options of a store, all of them present, and the version of the format. */
export interface SerializedStoreHeader extends StatisticsStoreOptions {
  /** Version of the format, `STORE_VERSION`. */
  readonly version: number;
}

/** A store as plain data. */
export interface SerializedStore {
  /** The part that fits in JSON. */
  header: SerializedStoreHeader;
  /** `count`, and `weight`, `mean` and `variance` of each table as `input.weight` and so on. */
  arrays: Record<string, Float64Array>;
}

/**
 * Turns a store into a header that fits in JSON, and named arrays for a format that holds numbers. The arrays
 * are those of the store, not copies.
 */
export function serialize(store: StatisticsStore): SerializedStore {
  checkStore("write the statistics store", "the store", store);
  const { count, tables, ...options } = store;
  const arrays: Record<string, Float64Array> = { count };
  for (const site of normalizedSites(store.sites)) {
    for (const [name, values] of Object.entries(tables[site]!)) arrays[`${site}.${name}`] = values;
  }
  return { header: { version: STORE_VERSION, ...options }, arrays };
}
