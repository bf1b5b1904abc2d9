import { restoreModel } from "@bnlstm/train";
import { rounded, statisticsOverTime } from "../../client/statistics_over_time.ts";
import { TEXT_FILE } from "../characters/text_file.ts";
import { characters } from "../characters/about.tsx";
import { recordCheckpoint } from "../record_runs.ts";
import { STOPS } from "./frozen_chart.tsx";
import { frozenLoss } from "./frozen_loss.ts";
import type { RecordedStatistics } from "./statistics.tsx";

/** What the demo's own run learns. */
export async function record(): Promise<RecordedStatistics> {
  const checkpoint = await recordCheckpoint(characters, {}, 600, { baseUrl: TEXT_FILE });
  const { config, data, statistics } = checkpoint;
  const inUse = { model: restoreModel(checkpoint), config, data, statistics };
  const text = await Deno.readTextFile(TEXT_FILE);
  const losses: Record<string, number[]> = {};
  for (
    const tMax of [...STOPS.filter((stop) => stop < data.timeSteps), data.timeSteps, undefined]
  ) {
    const values = await frozenLoss(inUse, text, tMax);
    losses[tMax ?? "all"] = values.map((value) => Number(value.toPrecision(3)));
  }
  return { sites: rounded(statisticsOverTime(statistics), 3), losses };
}
