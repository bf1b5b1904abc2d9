import { type Checkpoint, evaluate, restoreModel, type TaskData } from "@bnlstm/train";
import { blameInput, InputError } from "../input_error.ts";
import type { EvaluateCheckpointOptions } from "./evaluate_checkpoint.ts";
import { populationStatistics } from "./population_statistics.ts";

/** How well a checkpoint does on sequences of one length. */
export interface LengthEvaluation {
  /** Symbols of a window; all but the first are predicted. */
  length: number;
  /** Number of windows. */
  windows: number;
  /** Mean cross-entropy with population statistics, in nats. */
  population: number;
  /** The same with the statistics of each batch; absent where nothing is normalized. */
  batch?: number;
}

/**
 * Evaluates a checkpoint on windows of text of several lengths, with population statistics and with those of
 * each batch (the paper, figure 4). Beyond the length trained on, population statistics are those of its
 * last step (docs/rules.md#r4).
 *
 * Batches are as large as in training, which is what their statistics depend on, or a little smaller.
 *
 * @throws {InputError} If there is no running text, or it is too short.
 */
export async function evaluateLengths(
  checkpoint: Checkpoint,
  data: TaskData<unknown>,
  lengths: readonly number[],
  { split, source, progress }: Omit<EvaluateCheckpointOptions, "streams">,
): Promise<LengthEvaluation[]> {
  const { task, model: { normalization }, training: { batchSize } } = checkpoint.config;
  const { text } = data;
  if (!text) throw new InputError(`Cannot cut ${task} to lengths: it is not one long text`);
  const passes = await blameInput(() =>
    lengths.map((length) => text.windows(split, length, batchSize))
  );
  const single = passes.findIndex(({ windows }) => windows < 2);
  if (single >= 0 && normalization !== "none") {
    throw new InputError(
      `Cannot take batch statistics at length ${
        lengths[single]
      }: ${split} has one such window only`,
    );
  }
  const model = restoreModel(checkpoint);
  try {
    const statistics = await populationStatistics(checkpoint, model, data, source, {
      progress: (...counts) => progress("statistics", ...counts),
    });
    const results: LengthEvaluation[] = [];
    for (const [i, length] of lengths.entries()) {
      const pass = passes[i];
      const options = {
        progress: (...counts: [number, number]) => progress(`length ${length}`, ...counts),
      };
      const { loss } = await evaluate(model, pass, statistics, options);
      results.push({
        length,
        windows: pass.windows,
        population: loss,
        ...normalization !== "none" && {
          batch: (await evaluate(model, pass, "batch", options)).loss,
        },
      });
    }
    return results;
  } finally {
    model.dispose();
  }
}
