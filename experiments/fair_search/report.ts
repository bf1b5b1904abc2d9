import { ACCURACY, BITS_PER_CHARACTER, type HeadlineMetric } from "@bnlstm/train/tasks";
import { curvesSvg } from "../../apps/cli/report/curves_svg.ts";
import type { Measurement } from "./measurement.ts";
import { RESULTS, runKey } from "./run_search.ts";
import { lastLoss, SEEDS } from "./search.ts";
import { type Choice, SETTINGS } from "./setting.ts";

/**
 * Tables and curves of what `runSearch` has measured: prints Markdown, and draws the curves of each setting into
 * `curves_<setting>.svg` beside this file.
 */
export async function report(): Promise<void> {
  const lines = (await Deno.readTextFile(RESULTS)).trim().split("\n");
  const all = lines.map((line) => JSON.parse(line) as Measurement);
  // Of a run that was made again for the test set, the later line.
  const runs = [...new Map(all.map((run) => [runKey(run), run])).values()];
  for (const [name, { title, models, learningRates }] of Object.entries(SETTINGS)) {
    const own = runs.filter(({ setting }) => setting === name);
    if (own.length === 0) continue;
    const headline = name === "character-lm" ? BITS_PER_CHARACTER : ACCURACY;
    console.log(`### ${title}\n`);
    const tested = models.flatMap((model) => {
      const choices = Map.groupBy(
        own.filter((run) => run.model === model && run.test),
        ({ choice }) => JSON.stringify(choice),
      );
      const [best] = [...choices.values()].filter((runs) => runs.length === SEEDS.length)
        .sort((a, b) => lastLoss(a[0]) - lastLoss(b[0]));
      return best ? [{ model, best: best.toSorted((a, b) => a.seed - b.seed) }] : [];
    });
    console.log(table([
      ["model", ...learningRates.map(String), "best choice", "test, mean of seeds 1, 2, 3"],
      ...models.map((model) => {
        const mine = own.filter((run) => run.model === model);
        const best = tested.find((entry) => entry.model === model)?.best;
        return [
          model,
          ...learningRates.map((rate) => atRate(mine, rate, headline)),
          best ? describe(best[0].choice) : "–",
          best ? spread(best.map(({ test }) => of(headline, test!))) : "–",
        ];
      }),
    ]));
    console.log(`\n${others(own, headline)}\n`);
    if (tested.length === 0) continue;
    const points = tested.flatMap(({ model, best }) =>
      best.flatMap(({ validation }) =>
        validation.map(([x, loss, accuracy]) => ({
          curve: model,
          x,
          y: of(headline, [loss, accuracy]),
        }))
      )
    );
    const yLabel = `validation ${headline.label}${headline.percent ? ", %" : ""}`;
    const svg = curvesSvg(points, { xLabel: "training step", yLabel, width: 480 });
    await Deno.writeTextFile(
      new URL(`./curves_${name.replaceAll("-", "_")}.svg`, import.meta.url),
      svg,
    );
  }
}

function of({ percent, of }: HeadlineMetric, [loss, accuracy]: [number, number]): number {
  return (percent ? 100 : 1) * of({ loss, accuracy });
}

/** The result with one learning rate and all else as the search starts. */
function atRate(mine: readonly Measurement[], rate: number, headline: HeadlineMetric): string {
  const run = mine.find(({ seed, choice }) =>
    seed === 1 && choice.learningRate === rate && choice.recurrentInitializer === "authors" &&
    choice.clipNorm === 1
  );
  return run ? result(run, headline) : "–";
}

function result(run: Measurement, headline: HeadlineMetric): string {
  if (run.failure !== undefined) return "not finite";
  const [, loss, accuracy] = run.validation.at(-1)!;
  return of(headline, [loss, accuracy]).toFixed(headline.percent ? 1 : 3);
}

/** What else was tried, one change at a time, in the order in which it was. */
function others(own: readonly Measurement[], headline: HeadlineMetric): string {
  const rows = own.filter(({ seed, choice }) =>
    seed === 1 && (choice.recurrentInitializer !== "authors" || choice.clipNorm !== 1)
  );
  return table([
    ["model", "choice", `validation ${headline.label}`, "validation loss"],
    ...rows.map((run) => [
      run.model,
      describe(run.choice),
      result(run, headline),
      lastLoss(run).toFixed(3),
    ]),
  ]);
}

function describe({ learningRate, recurrentInitializer, clipNorm, initialStateNoise }: Choice) {
  const noise = initialStateNoise ? `, noise ${initialStateNoise}` : "";
  return `${learningRate}, \`${recurrentInitializer}\`, clip ${clipNorm}${noise}`;
}

function spread(values: number[]): string {
  const mean = values.reduce((sum, value) => sum + value) / values.length;
  return `${mean.toFixed(2)} (${Math.min(...values).toFixed(2)} … ${
    Math.max(...values).toFixed(2)
  })`;
}

function table([head, ...rows]: string[][]): string {
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}
