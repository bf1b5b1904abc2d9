import type { Evaluation, EvaluationEvent, StepEvent } from "@bnlstm/train";

/** A logged update. */
export type StepRecord = { type: "step"; step: number } & StepEvent["metrics"];

/** An evaluation on the validation set, with the moving average of the statistics. */
export type ValidationRecord =
  & { type: "validation"; step: number; best: boolean }
  & EvaluationEvent["metrics"];

/** The evaluation on the test set that ends a run, with statistics of a pass over the training set. */
export type TestRecord =
  & {
    type: "test";
    /** Updates so far. */
    step: number;
    /** Step of the checkpoint that was evaluated: the best one. */
    checkpointStep: number;
    /** Images evaluated on. */
    examples: number;
  }
  & Evaluation;

/** A line of `metrics.jsonl`. On one backend it is the same whenever a run is repeated. */
export type MetricsRecord = StepRecord | ValidationRecord | TestRecord;
