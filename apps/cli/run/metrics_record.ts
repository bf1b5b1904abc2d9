import type { Evaluation, EvaluationEvent, StepMetrics } from "@bnlstm/train";
import type { HeadlineMetric } from "@bnlstm/train/tasks";

/** The headline metric of the task, by its name. */
type Headline = Partial<Record<HeadlineMetric["name"], number>>;

/** A logged update. */
export type StepRecord = { type: "step"; step: number } & StepMetrics & Headline;

/** An evaluation on the validation set, with the moving average of the statistics. */
export type ValidationRecord =
  & { type: "validation"; step: number; best: boolean }
  & EvaluationEvent["metrics"]
  & Headline;

/** The evaluation on the test set that ends a run, with statistics of a pass over the training set. */
export type TestRecord =
  & {
    type: "test";
    /** Updates so far. */
    step: number;
    /** Step of the checkpoint that was evaluated: the best one. */
    checkpointStep: number;
    /** Sequences evaluated on. */
    examples: number;
  }
  & Evaluation
  & Headline;

/** A line of `metrics.jsonl`. On one backend it is the same whenever a run is repeated. */
export type MetricsRecord = StepRecord | ValidationRecord | TestRecord;

/** A line of `timing.jsonl`: how long it took to get to a step. It differs whenever a run is repeated. */
export interface TimingRecord {
  /** Updates so far. */
  step: number;
  /** Seconds since the start, evaluations and checkpoints included, pauses between processes not. */
  seconds: number;
  /** Sequences trained on per second, over the last steps. */
  sequencesPerSecond: number;
}
