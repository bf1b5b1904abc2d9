import type { Evaluation } from "./evaluate.ts";

/** What was measured at one update. It is the same whenever a run is repeated on the same backend. */
export interface StepMetrics {
  /** The epoch from which the batch was drawn, counted from 0. */
  epoch: number;
  /** Mean cross-entropy of a prediction of the batch, in nats. */
  loss: number;
  /** Share of predictions that were right, 0 … 1. */
  accuracy: number;
  /** Global norm of the gradient before clipping. */
  gradientNorm: number;
  /** Learning rate of this update. */
  learningRate: number;
}

/** Another update was submitted to the backend. */
export interface StepEvent {
  /** Discriminates the events. */
  type: "step";
  /** Number of updates so far, including this one. */
  step: number;
}

/** Metrics of the last `logEvery` steps. Training waits for the backend only for this event. */
export interface LogEvent {
  /** Discriminates the events. */
  type: "log";
  /** Updates so far. */
  step: number;
  /** What was measured at this step. */
  metrics: StepMetrics;
  /** Means over the steps since the last such event. */
  recent: Pick<StepMetrics, "loss" | "accuracy">;
  /** How fast they were. */
  timing: {
    /** Training sequences per second, not counting evaluations and checkpoints. */
    sequencesPerSecond: number;
  };
}

/** An evaluation on the validation set, with the moving average of the statistics. */
export interface EvaluationEvent {
  /** Discriminates the events. */
  type: "evaluation";
  /** Updates so far. */
  step: number;
  /** What was measured. */
  metrics: Evaluation;
  /** Whether it is the best one so far. */
  best: boolean;
  /** How fast it was. */
  timing: {
    /** Sequences per second. */
    sequencesPerSecond: number;
  };
}

/** A checkpoint to be stored. */
export interface CheckpointEvent {
  /** Discriminates the events. */
  type: "checkpoint";
  /** Updates so far. */
  step: number;
  /**
   * Names to store it under: `last`, `best`, and `step-<step>` if numbered checkpoints are kept (the
   * newest `keepCheckpoints` of them).
   */
  names: string[];
  /** The file. */
  bytes: Uint8Array<ArrayBuffer>;
}

/** The end of the run, after a checkpoint of its last state. Nothing follows. */
export interface DoneEvent {
  /** Discriminates the events. */
  type: "done";
  /** Updates so far. */
  step: number;
  /** Why it ended: all steps were made, validation stopped improving, or the signal was aborted. */
  reason: "steps" | "patience" | "aborted";
}

/** What happens in a run, in order. */
export type TrainingEvent = StepEvent | LogEvent | EvaluationEvent | CheckpointEvent | DoneEvent;
