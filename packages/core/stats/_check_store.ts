import { anObject, float64 } from "../math/_rules.ts";
import { resolveStoreOptions } from "./_resolve_store_options.ts";
import { normalizedSites, tableShape } from "./_table_shape.ts";
import type { StatisticsStore, StatisticsStoreOptions } from "./statistics_store.ts";

/**
 * Refuses what is no store: wrong options, or tables of other sizes than these say.
 *
 * @param attempt Completes "Cannot …" in error messages.
 * @param name What the store is called in them.
 */
export function checkStore(attempt: string, name: string, value: unknown): void {
  anObject(attempt, name, value);
  const { count, tables, ...options } = value as StatisticsStore;
  const resolved = resolveStoreOptions(options as StatisticsStoreOptions, attempt);
  float64(resolved.timeSteps)(attempt, `${name}.count`, count);
  anObject(attempt, `${name}.tables`, tables);
  for (const site of normalizedSites(resolved.sites)) {
    const table: unknown = tables[site];
    anObject(attempt, `${name}.tables.${site}`, table);
    const { rows, features } = tableShape(site, resolved, resolved.timeSteps);
    const sizes = { weight: rows, mean: rows * features, variance: rows * features };
    for (const [part, size] of Object.entries(sizes)) {
      const values = (table as Record<string, unknown>)[part];
      float64(size)(attempt, `${name}.tables.${site}.${part}`, values);
    }
  }
}
