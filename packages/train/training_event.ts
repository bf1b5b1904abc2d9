import type { Evaluation } from "./evaluate.ts";

/**
 * One update. `metrics` are the same whenever a run is repeated on the same backend; `timing` depends on
 * the clock.
 */
export interface StepEvent {
  /** Discriminates the events. */
  type: "step";
  /** Updates so far, this one included. */
  step: number;
  /** Whether this step is one of every `logEvery`. */
  log: boolean;
  /** What was measured. */
  metrics: {
    /** Epoch the batch was drawn from, from 0. */
    epoch: number;
    /** Mean cross-entropy of the batch, in nats. */
    loss: number;
    /** Part of the batch that was classified correctly, 0 … 1. */
    accuracy: number;
    /** Global norm of the gradient before clipping. */
    gradientNorm: number;
    /** Learning rate of this update. */
    learningRate: number;
  };
  /** How fast it was. */
  timing: {
    /** Training sequences a second, over this step alone. */
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
    /** Sequences a second. */
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

/** The end; nothing follows. A checkpoint of this state came before it. */
export interface DoneEvent {
  /** Discriminates the events. */
  type: "done";
  /** Updates so far. */
  step: number;
  /** All steps were made, validation stopped improving, or the signal was aborted. */
  reason: "steps" | "patience" | "aborted";
}

/** What happens in a run, in order. */
export type TrainingEvent = StepEvent | EvaluationEvent | CheckpointEvent | DoneEvent;
