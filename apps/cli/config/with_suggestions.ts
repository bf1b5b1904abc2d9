import type { RunConfig } from "@bnlstm/train";
import type { SuggestedSettings } from "@bnlstm/train/tasks";

/**
 * The configuration with the settings that follow from the data, where no others were asked for.
 *
 * @param chosen Paths of the settings that were asked for, e.g. `training.steps`.
 */
export function withSuggestions(
  config: RunConfig,
  suggested: SuggestedSettings | undefined,
  chosen: ReadonlySet<string>,
): RunConfig {
  const result: Record<string, unknown> = { ...config };
  for (const [table, settings] of Object.entries(suggested ?? {})) {
    const free = Object.entries(settings).filter(([key]) => !chosen.has(`${table}.${key}`));
    result[table] = { ...result[table] as object, ...Object.fromEntries(free) };
  }
  return result as unknown as RunConfig;
}
