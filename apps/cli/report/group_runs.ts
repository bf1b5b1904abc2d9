import type { RunConfig } from "@bnlstm/train";
import { modelName } from "./model_name.ts";
import type { RunHistory } from "./read_run.ts";

/** Runs that differ in nothing but the seed. */
export interface RunGroup {
  /** What distinguishes this group from the others. */
  label: string;
  /** The runs, in the order given. */
  runs: RunHistory[];
}

/** Settings that have no effect on the plain LSTM, since it normalizes nothing. */
const OF_BATCH_NORMALIZATION =
  /^(statistics\..*|model\.(gamma|epsilon|inputStatistics|attentionNormalization))$/;

/**
 * Groups runs that differ only in the seed, or in settings without effect on them, and names each group by the
 * settings in which it differs.
 */
export function groupRuns(runs: readonly RunHistory[]): RunGroup[] {
  const groups = [...Map.groupBy(runs, ({ config }) => JSON.stringify(settings(config))).values()]
    .map((runs) => ({ runs, settings: settings(runs[0].config) }));
  const valuesOf = (path: string) =>
    new Set(groups.flatMap(({ settings }) => settings[path] ?? []));
  return groups.map(({ runs, settings }) => {
    const { name, says } = modelName(runs[0].config);
    const differences = Object.entries(settings)
      .filter(([path]) => valuesOf(path).size > 1 && !says.includes(path))
      .map(([path, value]) => `${path.split(".").at(-1)} ${value}`);
    return { label: [name, ...differences].join(", "), runs };
  });
}

/** Settings by path that a run depends on, all but the seed. */
function settings(config: RunConfig): Record<string, string | number> {
  const plain = config.model.normalization === "none";
  return Object.fromEntries(
    Object.entries(config).flatMap(([table, values]) =>
      typeof values === "object"
        ? Object.entries(values).map(([key, value]) => [`${table}.${key}`, value])
        : [[table, values]]
    ).filter(([path]) => path !== "training.seed" && !(plain && OF_BATCH_NORMALIZATION.test(path))),
  );
}
