import type { HeadlineMetric } from "@bnlstm/train/tasks";
import type { Measurement } from "./measurement.ts";
import { lastLoss, meanLoss, type Searched, STARTS } from "./search.ts";
import type { Choice, Model } from "./setting.ts";

/** What each learning rate leads to, with all else as the search starts; higher ones where the search went on. */
export function rateTable(
  searched: ReadonlyMap<Model, Searched>,
  learningRates: readonly number[],
  headline: HeadlineMetric,
): string {
  const first = [...searched].map(([model, { tried }]) => ({
    model,
    runs: tried.filter(({ choice }) =>
      choice.recurrentInitializer === tried[0].choice.recurrentInitializer &&
      choice.clipNorm === tried[0].choice.clipNorm &&
      choice.initialStateNoise === tried[0].choice.initialStateNoise
    ),
  }));
  const rates = [
    ...new Set([
      ...learningRates,
      ...first.flatMap(({ runs }) => runs.map(({ choice }) => choice.learningRate)),
    ]),
  ].sort((a, b) => a - b);
  return table([
    [`validation ${headline.label} by learning rate, seed 1`, ...rates.map(String)],
    ...first.map(({ model, runs }) => [
      model,
      ...rates.map((rate) => {
        const run = runs.find(({ choice }) => choice.learningRate === rate);
        return run ? result(run, headline) : "–";
      }),
    ]),
  ]);
}

/** The choices that were trained with every seed: the first of each model is what it is compared by. */
export function finalistTable(
  searched: ReadonlyMap<Model, Searched>,
  headline: HeadlineMetric,
): string {
  return table([
    ["model", "choice", "validation loss, mean of seeds", `test ${headline.label}`],
    ...[...searched].flatMap(([model, { finalists }]) =>
      finalists.map((runs, i) => [
        i === 0 ? `**${model}**` : model,
        describe(runs[0].choice),
        meanLoss(runs).toFixed(3),
        spread(runs, headline),
      ])
    ),
  ]);
}

/** A figure as people read it. */
export function of({ percent, of }: HeadlineMetric, [loss, accuracy]: [number, number]): number {
  return (percent ? 100 : 1) * of({ loss, accuracy });
}

function result(run: Measurement, headline: HeadlineMetric): string {
  if (run.failure !== undefined) return "not finite";
  const [, loss, accuracy] = run.validation.at(-1)!;
  return of(headline, [loss, accuracy]).toFixed(headline.percent ? 1 : 3);
}

/** What the starts, clipping and noise make of a learning rate: loss in validation, the best in bold. */
export function startTable(searched: ReadonlyMap<string, Searched>): string {
  return table([
    ["model", "rate", ...STARTS.map((start) => `\`${start}\``), "clip 1 → 10", "other noise"],
    ...[...searched].flatMap(([label, { tried }]) =>
      [...Map.groupBy(tried, ({ choice }) => choice.learningRate)].flatMap(([rate, runs]) =>
        startRow(label, rate, runs, tried[0].choice) ?? []
      )
    ),
  ]);
}

/** The row of one learning rate; none if not every start was tried. */
function startRow(
  label: string,
  rate: number,
  runs: readonly Measurement[],
  { clipNorm, initialStateNoise }: Choice,
): string[][] | undefined {
  const starts = STARTS.flatMap((name) =>
    runs.find(({ choice }) => choice.recurrentInitializer === name) ?? []
  );
  if (starts.length < STARTS.length) return undefined;
  const losses = starts.map(lastLoss);
  const best = Math.min(...losses);
  const clipped = runs.find(({ choice }) => choice.clipNorm !== clipNorm);
  const noisy = runs.find(({ choice }) => choice.initialStateNoise !== initialStateNoise);
  return [[
    label,
    `${rate}`,
    ...losses.map((loss) => loss === best ? `**${loss.toFixed(3)}**` : loss.toFixed(3)),
    clipped ? `${best.toFixed(3)} → ${lastLoss(clipped).toFixed(3)}` : "–",
    noisy ? `${noisy.choice.initialStateNoise}: ${lastLoss(noisy).toFixed(3)}` : "–",
  ]];
}

function describe({ learningRate, recurrentInitializer, clipNorm, initialStateNoise }: Choice) {
  const noise = initialStateNoise ? `, noise ${initialStateNoise}` : "";
  return `${learningRate}, \`${recurrentInitializer}\`, clip ${clipNorm}${noise}`;
}

function spread(runs: readonly Measurement[], headline: HeadlineMetric): string {
  if (runs.some(({ test }) => !test)) return "not finite";
  const values = runs.map(({ test }) => of(headline, test!));
  const mean = values.reduce((sum, value) => sum + value) / values.length;
  const digits = headline.percent ? 1 : 3;
  const seeds = values.map((value) => value.toFixed(digits)).join(", ");
  return `${mean.toFixed(digits)} (${seeds})`;
}

function table([head, ...rows]: string[][]): string {
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}
