import { BASE_IMPLEMENTATIONS, IMPLEMENTATIONS } from "../implementations/implementations.ts";
import { quartiles } from "../runner/quartiles.ts";
import type { ImplementationResult, Phase } from "../runner/results.ts";
import { MEASUREMENT_TITLES } from "../runner/settings.ts";
import { shareOfPeak } from "./share_of_peak.ts";

/**
 * A Markdown table of all phases side by side: the ratio of every implementation that computes a model to this library, whose
 * own cells tell milliseconds and the share of the peak.
 */
export function summaryTable(phases: readonly Phase[], model: "bn" | "plain"): string {
  const columns = phases.filter((phase) => timed(phase, BASE_IMPLEMENTATIONS[model]));
  const rows = IMPLEMENTATIONS.filter((implementation) =>
    implementation.model === model && columns.some((phase) => timed(phase, implementation.name))
  ).map((
    { name },
  ) => [name, ...columns.map((phase) => cell(phase, name, BASE_IMPLEMENTATIONS[model]))]);
  if (rows.length === 0) return "";
  const heading = [
    `ratio to \`${BASE_IMPLEMENTATIONS[model]}\``,
    ...columns.map(({ setting, measurement }) =>
      `${setting.name}, ${MEASUREMENT_TITLES[measurement]}`
    ),
  ];
  return [heading, ["---", ...columns.map(() => "---:")], ...rows]
    .map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function timed(phase: Phase, name: string): ImplementationResult | undefined {
  return phase.implementations.find(({ implementation, samples }) =>
    implementation === name && samples.length > 0
  );
}

function cell(phase: Phase, name: string, baseName: string): string {
  const implementation = timed(phase, name);
  if (!implementation) return "–";
  const estimated = implementation.status === "estimated" ? "≈ " : "";
  const { median } = quartiles(implementation.samples);
  const base = quartiles(timed(phase, baseName)!.samples).median;
  if (name !== baseName) return `${estimated}${significant(median / base)}`;
  const share = shareOfPeak(phase, implementation);
  const percent = share === undefined ? "" : `, ${(100 * share).toFixed(0)} %`;
  return `${estimated}1 (${significant(median)} ms${percent})`;
}

/** A number for a table, to three significant digits or to the unit. */
export function significant(value: number): string {
  return value >= 1000 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
