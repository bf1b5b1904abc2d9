import { type ModelStatistics, recordStatistics } from "@bnlstm/core";
import { mergeOverRanks } from "@bnlstm/core/statistics";
import { dispose, type TensorContainer } from "@tensorflow/tfjs-core";
import { checker } from "@bnlstm/data/arguments";
import { BATCH_STREAM, PASS_OPTIONS, RUN_CONFIG, TASK_DATA, TASK_MODEL } from "./_rules.ts";
import { derivedSeed } from "./_derived_seed.ts";
import { nextTask } from "./_next_task.ts";
import type { PassOptions } from "./evaluate.ts";
import type { RunConfig } from "../config/run_config.ts";
import type { TaskData } from "../tasks/task_data.ts";
import type { TaskModel } from "../models/task_model.ts";

/**
 * Estimates population statistics by one pass over the training set, or over as many of its minibatches as
 * configured. Each minibatch is normalized with its own statistics, as in training, and these are combined (the
 * paper, section 3).
 *
 * The pass includes the noise on h_0. If the first inputs are constant, as in MNIST, hidden states would hardly
 * differ without it, and their statistics would be unlike those in training.
 *
 * Minibatches are drawn as in training, in shuffled order and all of the same size; a remainder at the end is
 * left out.
 *
 * @param model The model.
 * @param data The data; the pass is over its training part.
 * @param config The batch size, the estimator, the number of batches, and the seed of the order.
 * @param options Progress, and a signal to abort.
 * @throws {RangeError} If the batch size is larger than the training set.
 * @throws The reason of the signal, if it is aborted.
 */
export async function estimatePopulation<Batch>(
  model: TaskModel<Batch>,
  data: TaskData<Batch>,
  config: RunConfig,
  options: PassOptions = {},
): Promise<ModelStatistics> {
  check({ model, data, config, options });
  const { progress, signal, group } = options;
  const { population: estimator, populationBatches } = config.statistics;
  const seed = derivedSeed(config.training.seed, "population");
  const { batchSize } = config.training;
  const stream = data.stream({ batchSize, seed, share: group });
  checkStream({ stream });
  const total = Math.min(populationBatches || Infinity, stream.batchesPerEpoch);
  let statistics = model.createStatistics({ estimator });
  for (let batches = 0; batches < total; batches++) {
    await nextTask();
    signal?.throwIfAborted();
    const score = model.score(stream.next(), {
      mode: "train",
      noiseSeed: derivedSeed(seed, batches),
      group,
    });
    statistics = await recordStatistics(statistics, score.batchStatistics!);
    dispose(score as unknown as TensorContainer);
    progress?.(batches + 1, total);
  }
  return group && !group.statistics ? mergeOverRanks(statistics, group) : statistics;
}

const checkStream = checker("estimate statistics", { stream: BATCH_STREAM });
const check = checker("estimate statistics", {
  model: TASK_MODEL,
  data: TASK_DATA,
  config: RUN_CONFIG,
  options: PASS_OPTIONS,
});
