import { ACCURACY, BITS_PER_CHARACTER, ERROR, type HeadlineMetric } from "@bnlstm/train/tasks";
import { curvesSvg } from "../../apps/cli/report/curves_svg.ts";
import type { Measurement } from "./measurement.ts";
import { RESULTS, runKey } from "./run_search.ts";
import { meanLoss, type Searched, SEEDS } from "./search.ts";
import { type Model, SETTINGS } from "./setting.ts";
import { finalistTable, of, rateTable, startTable } from "./tables.ts";

/**
 * Tables and curves of what `runSearch` has measured: prints Markdown, and draws the curves of each setting into
 * `curves_<setting>.svg` beside this file. It goes by the runs that were made, whether or not a search came to its end:
 * a model is judged by the best of the choices that have every seed.
 */
export async function report(): Promise<void> {
  const lines = (await Deno.readTextFile(RESULTS)).trim().split("\n");
  const all = lines.map((line) => JSON.parse(line) as Measurement);
  // Of a run that was made again for the test set, the later line.
  const everything = new Map<string, Searched>();
  const made = new Map(all.map((run) => [runKey(run), run]));
  for (const [name, setting] of Object.entries(SETTINGS)) {
    const { title, models, learningRates } = setting;
    const searched = new Map<Model, Searched>();
    for (const model of models) {
      const own = [...made.values()].filter((run) => run.setting === name && run.model === model);
      if (own.length === 0) continue;
      const tried = own.filter(({ seed }) => seed === SEEDS[0]);
      searched.set(model, { tried, finalists: withEverySeed(own) });
    }
    for (const [model, one] of searched) everything.set(`\`${name}\`, ${model}`, one);
    if (searched.size === 0 || setting.searched === "starts") continue;
    const headline = headlineOf(name);
    console.log(`### ${title}\n`);
    console.log(rateTable(searched, learningRates, headline));
    if ([...searched.values()].some(({ finalists }) => finalists.length > 0)) {
      console.log(`\n${finalistTable(searched, headline)}`);
    }
    console.log();
    const points = [...searched].flatMap(([curve, { finalists: [best = []] }]) =>
      best.flatMap(({ validation }) =>
        validation.map(([x, loss, accuracy]) => ({ curve, x, y: of(headline, [loss, accuracy]) }))
      )
    );
    if (points.length === 0) continue;
    const yLabel = `validation ${headline.label}${headline.percent ? ", %" : ""}`;
    const svg = curvesSvg(points, { xLabel: "training step", yLabel, width: 480 });
    await Deno.writeTextFile(
      new URL(`./curves_${name.replaceAll("-", "_")}.svg`, import.meta.url),
      svg,
    );
  }
  console.log(`### Starts, clipping and noise\n\n${startTable(everything)}`);
}

/** The choices among these runs that were tested with every seed, the best first. */
function withEverySeed(runs: readonly Measurement[]): Measurement[][] {
  const tested = runs.filter(({ test, failure }) => test || failure !== undefined);
  return [...Map.groupBy(tested, ({ choice }) => JSON.stringify(choice)).values()]
    .filter((runs) => runs.length === SEEDS.length)
    .map((runs) => runs.toSorted((a, b) => a.seed - b.seed))
    .sort((a, b) => meanLoss(a) - meanLoss(b));
}

function headlineOf(name: string): HeadlineMetric {
  if (name.startsWith("character-lm")) return BITS_PER_CHARACTER;
  return name.startsWith("question-answering") ? ERROR : ACCURACY;
}
