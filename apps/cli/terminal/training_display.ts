import type { EvaluationEvent, LogEvent, StepEvent } from "@bnlstm/train";
import type { HeadlineMetric } from "@bnlstm/train/tasks";
import { describeEvaluation, describeHeadline } from "../report/describe_evaluation.ts";
import { ProgressBar } from "./progress_bar.ts";

/** What a {@linkcode TrainingDisplay} needs to know beforehand. */
export interface TrainingDisplayOptions {
  /** Number of steps done before this process started. */
  firstStep: number;
  /** Steps to do in all. */
  steps: number;
  /** The metric by which results are compared. */
  headline: HeadlineMetric;
}

/** Shows a run: a progress bar in a terminal, a line for each logged step elsewhere. */
export class TrainingDisplay {
  readonly #options: TrainingDisplayOptions;
  readonly #bar = new ProgressBar();
  readonly #startedAt = performance.now();
  #logged?: LogEvent;

  /** @param options The run. */
  constructor(options: TrainingDisplayOptions) {
    this.#options = options;
  }

  /** Sequences trained on per second, over the steps last logged. */
  get sequencesPerSecond(): number {
    return this.#logged?.timing.sequencesPerSecond ?? NaN;
  }

  /** Shows an update. */
  step({ step }: StepEvent): void {
    const { firstStep, steps, headline } = this.#options;
    const elapsed = (performance.now() - this.#startedAt) / 1000;
    this.#bar.update({
      step,
      steps,
      secondsLeft: elapsed / (step - firstStep) * (steps - step),
      // Means over the steps logged last, since values of single batches vary too much to be read.
      ...this.#logged && {
        loss: this.#logged.recent.loss,
        headline: describeHeadline(headline, this.#logged.recent),
        sequencesPerSecond: this.sequencesPerSecond,
      },
    });
  }

  /** Shows the metrics of the last steps. */
  log(event: LogEvent): void {
    this.#logged = event;
    if (this.#bar.visible) return;
    const { step, metrics, timing } = event;
    this.print(
      `${this.#place(step)}  ${describeEvaluation(this.#options.headline, metrics)}  ` +
        `gradient norm ${metrics.gradientNorm.toPrecision(3)}  ` +
        `${Math.round(timing.sequencesPerSecond)} seq/s`,
    );
  }

  /** Shows an evaluation on the validation set. */
  evaluation({ step, metrics, best }: EvaluationEvent): void {
    const described = describeEvaluation(this.#options.headline, metrics);
    this.print(`${this.#place(step)}  validation: ${described}${best ? "  best" : ""}`);
  }

  /** Shows the progress of a pass over a data set. */
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
