import type { ModelStatistics } from "@bnlstm/core";
import {
  type Checkpoint,
  evaluate,
  type Evaluation,
  type ProcessGroup,
  restoreModel,
  type RunConfig,
  type Split,
  type TaskData,
} from "@bnlstm/train";
import { blameInput, InputError } from "../input_error.ts";
import { populationStatistics, type StatisticsSource } from "./population_statistics.ts";

/** How a checkpoint is evaluated. */
export interface EvaluateCheckpointOptions {
  /** Part of the data. */
  split: Split;
  /** Statistics to normalize with; the plain LSTM needs none. */
  source: StatisticsSource;
  /** Parts that running text is read in, side by side. Default: as configured. */
  streams?: number;
  /** Called with what is being done, the number of batches done, and their total. */
  progress: (label: string, done: number, total: number) => void;
  /** Ends it early, with an error. */
  signal?: AbortSignal;
  /** The processes that share the work. Default: this one alone. */
  group?: ProcessGroup;
}

/** How well a checkpoint does, and with which statistics. */
export interface CheckpointEvaluation extends Evaluation {
  /** Sequences evaluated on. */
  examples: number;
  /** The statistics it was normalized with. */
  statistics: ModelStatistics;
}

/**
 * Evaluates a checkpoint on the sequences of a part of the data, or on that part as one continuous text, in the
 * requested number of streams.
 *
 * @throws {InputError} If streams are requested for data that is not one text, or more than it has symbols.
 */
export async function evaluateCheckpoint(
  checkpoint: Checkpoint,
  data: TaskData<unknown>,
  { split, source, streams, progress, signal, group }: EvaluateCheckpointOptions,
): Promise<CheckpointEvaluation> {
  const { config } = checkpoint;
  const sequences = data.text ? streams ?? configuredStreams(config) : data.sizes[split];
  if (streams !== undefined && !data.text) {
    throw new InputError(`Cannot read ${config.task} in streams: it is not one long text`);
  }
  const pass = await blameInput(() =>
    data.text
      ? data.text.contiguous(split, sequences)
      : data.pass(split, config.training.evaluationBatchSize)
  );
  const model = restoreModel(checkpoint);
  try {
    const statistics = await populationStatistics(checkpoint, model, data, source, {
      signal,
      group,
      progress: (...counts) => progress("statistics", ...counts),
    });
    const evaluation = await evaluate(model, pass, statistics, {
      signal,
      group,
      progress: (...counts) => progress(split, ...counts),
    });
    return { ...evaluation, examples: sequences, statistics };
  } finally {
    model.dispose();
  }
}

function configuredStreams({ data }: RunConfig): number {
  return "testStreams" in data ? data.testStreams : 1;
}
