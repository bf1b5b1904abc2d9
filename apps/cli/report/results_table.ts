import type { HeadlineMetric } from "@bnlstm/train/tasks";
import type { RunGroup } from "./group_runs.ts";

/** The results of groups of runs as a Markdown table: means over the seeds, and their extremes. */
export function resultsTable(
  groups: readonly RunGroup[],
  { label, percent, higherIsBetter, of }: HeadlineMetric,
): string {
  const best = higherIsBetter ? Math.max : Math.min;
  const [scale, digits, unit] = percent ? [100, 2, " %"] : [1, 3, ""];
  const rows = groups.map(({ label, runs }) => [
    label,
    runs.map(({ config }) => config.training.seed).join(", "),
    spread(runs.map(({ validations }) => validations.at(-1)?.step), 0),
    spread(runs.map(({ validations }) => scale * best(...validations.map(of))), digits),
    spread(runs.map(({ test }) => test && scale * of(test)), digits),
    spread(runs.map(({ seconds }) => seconds / 60), 1),
  ]);
  return [
    [
      ...["model", "seeds", "steps"],
      ...[`best validation ${label}${unit}`, `test ${label}${unit}`, "minutes"],
    ],
    ["---", "---", "---:", "---:", "---:", "---:"],
    ...rows,
  ].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** Mean of what is known, with the extremes in brackets where they differ. */
function spread(values: readonly (number | undefined)[], digits: number): string {
  const known = values.filter((value) => value !== undefined && Number.isFinite(value)) as number[];
  if (known.length === 0) return "–";
  const mean = known.reduce((sum, value) => sum + value) / known.length;
  const [low, high] = [Math.min(...known), Math.max(...known)].map((value) =>
    value.toFixed(digits)
  );
  return mean.toFixed(digits) + (low === high ? "" : ` (${low} … ${high})`);
}
