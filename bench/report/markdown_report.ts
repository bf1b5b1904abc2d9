import { BASE_PARTIES } from "../parties.ts";
import { quartiles } from "../quartiles.ts";
import type { Machine, PartyResult, Phase, Results } from "../results.ts";
import { MEASUREMENT_TITLES } from "../settings.ts";
import { gigaflops, shareOfPeak } from "./share_of_peak.ts";

const MODEL_TITLES = { bn: "BN-LSTM", plain: "plain LSTM" } as const;

/** The results as Markdown: ratios first, since absolute times drift from run to run. */
export function markdownReport(results: Results): string {
  return [
    `${describe(results.machine)}, ${results.date.slice(0, 10)}.`,
    ...results.phases.filter(({ setting }) => !setting.name.includes("=")).map(phaseReport),
  ].join("\n\n") + "\n";
}

function describe({ processor, cores, memory, system, versions }: Machine): string {
  const gigabytes = Math.round(memory / 2 ** 30);
  const software = Object.entries(versions).map((entry) => entry.join(" ")).join(", ");
  return `${processor}, ${cores} cores, ${gigabytes} GiB; ${system}; ${software}`;
}

function phaseReport(phase: Phase): string {
  const { setting, measurement, flops, parties } = phase;
  const { name, title, batchSize, timeSteps, inputSize, hiddenSize } = setting;
  const steps = measurement === "stream" ? 1 : timeSteps;
  return [
    `### (${name}) ${title}: ${MEASUREMENT_TITLES[measurement]}`,
    `B=${batchSize} T=${steps} I=${inputSize} H=${hiddenSize}, ${significant(flops / 1e9)} GFLOP. ${
      peaks(phase)
    }`,
    ...(["bn", "plain"] as const).map((model) => modelTable(phase, model)),
    outsiders(parties),
  ].filter((part) => part !== "").join("\n\n");
}

function peaks(phase: Phase): string {
  const rates = Object.entries(phase.peaks).map(([name, samples]) =>
    `${name} ${significant(quartiles(samples).median)}`
  );
  return `Peaks, GFLOP/s: ${rates.join("; ")}.`;
}

/** The parties that compute the same, fastest first. */
function modelTable(phase: Phase, model: "bn" | "plain"): string {
  const timed = phase.parties.filter((party) => party.model === model && party.samples.length > 0);
  if (timed.length === 0) return "";
  const median = (party: PartyResult) => quartiles(party.samples).median;
  const base = timed.find(({ party }) => party === BASE_PARTIES[model]);
  const rows = timed.toSorted((a, b) => median(a) - median(b)).map((party) => {
    const { low, high } = quartiles(party.samples);
    const share = shareOfPeak(phase, party);
    return [
      party.party,
      base ? significant(median(party) / median(base)) : "",
      `${party.status === "estimated" ? "≈ " : ""}${significant(median(party))}`,
      `${significant(low)} … ${significant(high)}`,
      String(party.samples.length),
      significant(gigaflops(phase, median(party))),
      share === undefined ? "" : `${(100 * share).toFixed(0)} % of ${party.peak}`,
      party.peakMemory === undefined ? "" : String(Math.round(party.peakMemory / 2 ** 20)),
    ];
  });
  const heading = [
    MODEL_TITLES[model],
    "ratio",
    "ms",
    "quartiles",
    "samples",
    "GFLOP/s",
    "share of peak",
    "MiB",
  ];
  return [heading, ["---", ...heading.slice(1).map(() => "---:")], ...rows]
    .map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** What is to be said of parties whose times are not, or not wholly, measured. */
function outsiders(parties: readonly PartyResult[]): string {
  const byNote = Map.groupBy(
    parties.filter(({ note }) => note !== undefined),
    ({ status, note }) => `${status}, ${note!.split("\n")[0].slice(0, 160)}`,
  );
  return [...byNote].map(([note, parties]) =>
    `- ${parties.map(({ party }) => party).join("; ")}: ${note}`
  ).join("\n");
}

function significant(value: number): string {
  return value >= 1000 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
