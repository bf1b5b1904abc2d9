import type { Evaluation, EvaluationEvent, StepEvent } from "@bnlstm/train";
import { ProgressBar } from "./progress_bar.ts";

/** What a {@linkcode TrainingDisplay} needs to know beforehand. */
export interface TrainingDisplayOptions {
  /** Steps done before this process started. */
  firstStep: number;
  /** Steps to do in all. */
  steps: number;
  /** Sequences in a step. */
  batchSize: number;
}

/** Shows a run: a progress bar in a terminal, a line for each logged step elsewhere. */
export class TrainingDisplay {
  readonly #options: TrainingDisplayOptions;
  readonly #bar = new ProgressBar();
  readonly #startedAt = performance.now();
  /** Means over the last steps: those of one batch jump too much to be read. */
  #recent?: { loss: number; accuracy: number; secondsPerStep: number };

  /** @param options The run. */
  constructor(options: TrainingDisplayOptions) {
    this.#options = options;
  }

  /** Sequences trained on per second, over the last steps. */
  get sequencesPerSecond(): number {
    return this.#options.batchSize / (this.#recent?.secondsPerStep ?? NaN);
  }

  /** Shows an update. */
  step({ step, log, metrics, timing }: StepEvent): void {
    const { firstStep, steps, batchSize } = this.#options;
    const now = {
      loss: metrics.loss,
      accuracy: metrics.accuracy,
      secondsPerStep: batchSize / timing.sequencesPerSecond,
    };
    const recent = this.#recent ??= now;
    for (const key of ["loss", "accuracy", "secondsPerStep"] as const) {
      recent[key] += (now[key] - recent[key]) / Math.min(20, step - firstStep);
    }
    const elapsed = (performance.now() - this.#startedAt) / 1000;
    this.#bar.update({
      step,
      steps,
      secondsLeft: elapsed / (step - firstStep) * (steps - step),
      loss: recent.loss,
      accuracy: recent.accuracy,
      sequencesPerSecond: this.sequencesPerSecond,
    });
    if (log && !this.#bar.visible) {
      this.print(
        `${this.#place(step)}  ${describe(metrics)}  ` +
          `gradient norm ${metrics.gradientNorm.toPrecision(3)}  ` +
          `${Math.round(this.sequencesPerSecond)} seq/s`,
      );
    }
  }

  /** Shows an evaluation on the validation set. */
  evaluation({ step, metrics, best }: EvaluationEvent): void {
    this.print(`${this.#place(step)}  validation: ${describe(metrics)}${best ? "  best" : ""}`);
  }

  /** Shows how far a pass over a data set is. */
  pass(label: string, done: number, total: number): void {
    this.#bar.update({ label, step: done, steps: total });
  }

  /** Prints a line. */
  print(line: string): void {
    this.#bar.print(line);
  }

  /** Removes the progress bar. */
  end(): void {
    this.#bar.end();
  }

  #place(step: number): string {
    const { steps } = this.#options;
    return `step ${String(step).padStart(String(steps).length)}/${steps}`;
  }
}

function describe({ loss, accuracy }: Evaluation): string {
  return `loss ${loss.toFixed(4)}  accuracy ${(100 * accuracy).toFixed(2)}%`;
}
