import type { RunConfig } from "@bnlstm/train";
import type { RunHistory } from "./read_run.ts";

/** Runs that differ in nothing but the seed. */
export interface RunGroup {
  /** What tells this group from the others. */
  label: string;
  /** The runs, in the order given. */
  runs: RunHistory[];
}

/** Puts runs together that differ only in the seed, and names each group by what it differs in. */
export function groupRuns(runs: readonly RunHistory[]): RunGroup[] {
  const groups = Map.groupBy(runs, ({ config }) => JSON.stringify(settings(config)));
  const keys = [...groups.keys()].map((key) => JSON.parse(key) as Record<string, unknown>);
  const differing = Object.keys(keys[0] ?? {})
    .filter((name) => keys.some((key) => key[name] !== keys[0][name]));
  return [...groups.values()].map((runs) => {
    const { model } = runs[0].config;
    const differences = differing.filter((name) => name !== "model.normalization")
      .map((name) => `${name.split(".").at(-1)} ${settings(runs[0].config)[name]}`);
    return {
      label: [model.normalization === "batch" ? "BN-LSTM" : "LSTM", ...differences].join(", "),
      runs,
    };
  });
}

/** Settings by path, all but the seed. */
function settings(config: RunConfig): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(config).flatMap(([table, values]) =>
      typeof values === "object"
        ? Object.entries(values).map(([key, value]) => [`${table}.${key}`, value])
        : [[table, values]]
    ).filter(([path]) => path !== "training.seed"),
  );
}
