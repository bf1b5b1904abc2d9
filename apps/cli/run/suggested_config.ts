import type { RunConfig } from "@bnlstm/train";
import { TASKS } from "@bnlstm/train/tasks";
import { locateData, type LocatedData } from "./data_source.ts";

/**
 * Loads the data of a new run, and completes its configuration with the settings that follow from the data, where
 * no others were asked for.
 *
 * @param dataDir What `--data-dir` named.
 * @param chosen Paths of the settings that were asked for, e.g. `training.steps`.
 * @throws {InputError} If the data cannot be read.
 */
export async function suggestedConfig(
  wanted: RunConfig,
  dataDir: string | undefined,
  chosen: ReadonlySet<string>,
): Promise<LocatedData & { config: RunConfig }> {
  const located = await locateData(wanted, dataDir);
  const config: Record<string, unknown> = { ...wanted };
  const suggested = TASKS[wanted.task].suggest?.(located.data);
  for (const [table, settings] of Object.entries(suggested ?? {})) {
    const free = Object.entries(settings).filter(([key]) => !chosen.has(`${table}.${key}`));
    config[table] = { ...config[table] as object, ...Object.fromEntries(free) };
  }
  return { ...located, config: config as unknown as RunConfig };
}
