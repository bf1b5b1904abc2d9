import { type SiteOverTime, statisticsOverTime } from "../../client/statistics_over_time.ts";
import { TrainingSession } from "../../client/training_session.ts";
import { answerPage } from "../../client/worker_calls.ts";
import { currentText, loadText } from "../characters/load_text.ts";
import { frozenLoss } from "./frozen_loss.ts";

const session = new TrainingSession(loadText);

const answers = {
  ...session.answers(),
  overTime: async (): Promise<SiteOverTime[]> =>
    statisticsOverTime((await session.inUse()).statistics),
  frozenLoss: async (tMax: number | undefined, assets: string): Promise<number[]> =>
    await frozenLoss(await session.inUse(), await currentText(assets), tMax),
};

/** What the worker of the statistics answers. */
export type StatisticsAnswers = typeof answers;

answerPage(answers);
