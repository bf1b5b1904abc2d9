import type { Checkpoint } from "./checkpoint.ts";
import type { RunConfig } from "./run_config.ts";
import type { SequenceClassifier } from "./sequence_classifier.ts";
import type { TaskData } from "./task_data.ts";
import type { TrainingEvent } from "./training_event.ts";

/**
 * A run: a model, its optimiser, and the place it has reached in the data.
 *
 * @example
 * ```ts ignore
 * const run = TrainingRun.create(config, await loadTaskData(config));
 * for await (const event of run.train()) console.log(event);
 * ```
 */
export class TrainingRun {
  /** Starts a run. The backend named in the configuration must already be the current one. */
  static create(_config: RunConfig, _data: TaskData): TrainingRun {
    throw new Error("to be written");
  }

  /** Goes on exactly where a checkpoint was made. To train for longer, raise `config.training.steps`. */
  static restore(_checkpoint: Checkpoint, _data: TaskData): Promise<TrainingRun> {
    throw new Error("to be written");
  }

  /** The configuration. */
  get config(): RunConfig {
    throw new Error("to be written");
  }

  /** Updates so far. */
  get step(): number {
    throw new Error("to be written");
  }

  /** The model as it is now. */
  get classifier(): SequenceClassifier {
    throw new Error("to be written");
  }

  /**
   * Trains to the end, or until the signal is aborted: then the step under way is finished, and a last
   * checkpoint comes before `done`.
   *
   * @throws {NonFiniteError} If the loss or a gradient is not finite.
   */
  // deno-lint-ignore require-yield
  async *train(_signal?: AbortSignal): AsyncGenerator<TrainingEvent, void, undefined> {
    await Promise.reject(new Error("to be written"));
  }

  /** Everything as it is now. */
  checkpoint(): Promise<Checkpoint> {
    throw new Error("to be written");
  }

  /** Frees parameters and optimiser state. */
  dispose(): void {}
}
