import { BASE_IMPLEMENTATIONS } from "../implementations/implementations.ts";
import { quartiles } from "../runner/quartiles.ts";
import type { ImplementationResult, Machine, Phase, Results } from "../runner/results.ts";
import { MEASUREMENT_TITLES, sweptSize } from "../runner/settings.ts";
import { gigaflops, shareOfPeak } from "./share_of_peak.ts";
import { significant, summaryTable } from "./summary_table.ts";

const MODEL_TITLES = { bn: "BN-LSTM", plain: "plain LSTM" } as const;

/** The results as Markdown: ratios first, since absolute times drift from run to run. */
export function markdownReport(results: Results): string {
  const phases = results.phases.filter(({ setting }) => !sweptSize(setting));
  return [
    `${describe(results.machine)}, ${results.date.slice(0, 10)}.`,
    ...(["bn", "plain"] as const).map((model) => summaryTable(phases, model)),
    ...phases.map(phaseReport),
    versions(results.phases),
  ].filter((part) => part !== "").join("\n\n") + "\n";
}

function describe({ processor, cores, memory, system, versions }: Machine): string {
  const gigabytes = Math.round(memory / 2 ** 30);
  const software = Object.entries(versions).map((entry) => entry.join(" ")).join(", ");
  return `${processor}, ${cores} cores, ${gigabytes} GiB; ${system}; ${software}`;
}

function phaseReport(phase: Phase): string {
  const { setting, measurement, flops, implementations } = phase;
  const { name, title, batchSize, timeSteps, inputSize, hiddenSize } = setting;
  const steps = measurement === "stream" ? 1 : timeSteps;
  return [
    `### (${name}) ${title}: ${MEASUREMENT_TITLES[measurement]}`,
    `B=${batchSize} T=${steps} I=${inputSize} H=${hiddenSize}, ${significant(flops / 1e9)} GFLOP. ${
      peaks(phase)
    }`,
    ...(["bn", "plain"] as const).map((model) => modelTable(phase, model)),
    outsiders(implementations),
  ].filter((part) => part !== "").join("\n\n");
}

function peaks(phase: Phase): string {
  const rates = Object.entries(phase.peaks).map(([name, samples]) =>
    `${name} ${significant(quartiles(samples).median)}`
  );
  return `Peaks, GFLOP/s: ${rates.join("; ")}.`;
}

/** The implementations that compute the same, fastest first. */
function modelTable(phase: Phase, model: "bn" | "plain"): string {
  const timed = phase.implementations.filter((implementation) =>
    implementation.model === model && implementation.samples.length > 0
  );
  if (timed.length === 0) return "";
  const median = (implementation: ImplementationResult) => quartiles(implementation.samples).median;
  const base = timed.find(({ implementation }) => implementation === BASE_IMPLEMENTATIONS[model]);
  const rows = timed.toSorted((a, b) => median(a) - median(b)).map((implementation) => {
    const { low, high } = quartiles(implementation.samples);
    const share = shareOfPeak(phase, implementation);
    return [
      implementation.implementation,
      base ? significant(median(implementation) / median(base)) : "",
      `${implementation.status === "estimated" ? "≈ " : ""}${significant(median(implementation))}`,
      `${significant(low)} … ${significant(high)}`,
      String(implementation.samples.length),
      significant(gigaflops(phase, median(implementation))),
      share === undefined ? "" : `${(100 * share).toFixed(0)} % of ${implementation.peak}`,
      implementation.peakMemory === undefined
        ? ""
        : String(Math.round(implementation.peakMemory / 2 ** 20)),
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

/** What is to be said of implementations whose times are not, or not wholly, measured. */
function outsiders(implementations: readonly ImplementationResult[]): string {
  const byNote = Map.groupBy(
    implementations.filter(({ note }) => note !== undefined),
    ({ status, note }) => `${status}, ${note!.split("\n")[0].slice(0, 160)}`,
  );
  return [...byNote].map(([note, implementations]) =>
    `- ${implementations.map(({ implementation }) => implementation).join("; ")}: ${note}`
  ).join("\n");
}

/** What ran as which implementation. */
function versions(phases: readonly Phase[]): string {
  const named = phases.flatMap(({ implementations }) => implementations).filter(({ version }) =>
    version
  );
  const byVersion = [...Map.groupBy(named, ({ version }) => version!)].map((
    [version, implementations],
  ) =>
    `- ${version}: ${
      [...new Set(implementations.map(({ implementation }) => implementation))].join("; ")
    }`
  );
  return `### What ran\n\n${byVersion.join("\n")}`;
}
