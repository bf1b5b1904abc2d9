import type { LogEvent, StepMetrics } from "./training_event.ts";

/** Metrics of consecutive steps. */
export class Interval {
  /** Time they took. */
  milliseconds = 0;
  #steps: StepMetrics[] = [];

  /** Adds a step. */
  add(metrics: StepMetrics): void {
    this.#steps.push(metrics);
  }

  /** Returns the metrics of the last step and the means over all, and starts over. */
  take(batchSize: number): Pick<LogEvent, "metrics" | "recent" | "timing"> {
    const steps = this.#steps;
    const mean = (name: "loss" | "accuracy") =>
      steps.reduce((sum, metrics) => sum + metrics[name], 0) / steps.length;
    const taken = {
      metrics: steps.at(-1)!,
      recent: { loss: mean("loss"), accuracy: mean("accuracy") },
      timing: { sequencesPerSecond: 1000 * steps.length * batchSize / this.milliseconds },
    };
    this.#steps = [];
    this.milliseconds = 0;
    return taken;
  }
}
