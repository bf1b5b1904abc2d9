import { BASE_PARTIES, PARTIES } from "../parties.ts";
import { quartiles } from "../quartiles.ts";
import type { PartyResult, Phase } from "../results.ts";
import { MEASUREMENT_TITLES } from "../settings.ts";
import { shareOfPeak } from "./share_of_peak.ts";
import { significant } from "./significant.ts";

/**
 * A Markdown table of all phases side by side: the ratio of every party that computes a model to this library, whose
 * own cells tell milliseconds and the share of the peak.
 */
export function summaryTable(phases: readonly Phase[], model: "bn" | "plain"): string {
  const columns = phases.filter((phase) => timed(phase, BASE_PARTIES[model]));
  const rows = PARTIES.filter((party) =>
    party.model === model && columns.some((phase) => timed(phase, party.name))
  ).map(({ name }) => [name, ...columns.map((phase) => cell(phase, name, BASE_PARTIES[model]))]);
  if (rows.length === 0) return "";
  const heading = [
    `ratio to \`${BASE_PARTIES[model]}\``,
    ...columns.map(({ setting, measurement }) =>
      `${setting.name}, ${MEASUREMENT_TITLES[measurement]}`
    ),
  ];
  return [heading, ["---", ...columns.map(() => "---:")], ...rows]
    .map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function timed(phase: Phase, name: string): PartyResult | undefined {
  return phase.parties.find(({ party, samples }) => party === name && samples.length > 0);
}

function cell(phase: Phase, name: string, baseName: string): string {
  const party = timed(phase, name);
  if (!party) return "–";
  const estimated = party.status === "estimated" ? "≈ " : "";
  const { median } = quartiles(party.samples);
  const base = quartiles(timed(phase, baseName)!.samples).median;
  if (name !== baseName) return `${estimated}${significant(median / base)}`;
  const share = shareOfPeak(phase, party);
  const percent = share === undefined ? "" : `, ${(100 * share).toFixed(0)} %`;
  return `${estimated}1 (${significant(median)} ms${percent})`;
}
