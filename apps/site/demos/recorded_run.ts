import type { TrainingNews } from "../client/training_session.ts";

/** What a run tells on its way, as the page would hear it. */
export type RecordedRun = Pick<TrainingNews, "losses" | "evaluations">;
