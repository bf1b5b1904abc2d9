import type { BatchNormLSTM, ModelStatistics } from "./batch_norm_lstm.ts";
import { SITE_NAMES } from "./math/sites.ts";
import type { BatchStatisticsTensors } from "./op.ts";
import { accumulate } from "./stats/accumulate.ts";
import { createStore } from "./stats/create_store.ts";
import type { BatchStatistics } from "./stats/batch_statistics.ts";
import type { StatisticsStoreOptions } from "./stats/statistics_store.ts";
import { update } from "./stats/update.ts";

/**
 * Empty population statistics for every cell of a model.
 *
 * @param model The model they are for.
 * @param options T_max and the estimator; sizes and sites are the model's.
 */
export function createModelStatistics(
  model: BatchNormLSTM,
  options: Omit<StatisticsStoreOptions, "hiddenSize" | "sites">,
): ModelStatistics {
  const { hiddenSize, sites } = model.options;
  return Object.fromEntries(
    model.cellNames.map((name) => [name, createStore({ ...options, hiddenSize, sites })]),
  );
}

/**
 * Records the statistics of one training batch, whatever the estimator of the store is.
 *
 * @param statistics What was known before.
 * @param batch What `apply` returned as `batchStatistics`; the tensors stay the caller's.
 * @returns New statistics; those given are not changed.
 */
export async function recordStatistics(
  statistics: ModelStatistics,
  batch: Record<string, BatchStatisticsTensors>,
): Promise<ModelStatistics> {
  const names = Object.keys(statistics);
  const read = await Promise.all(names.map((name) => readBatchStatistics(batch[name])));
  return Object.fromEntries(names.map((name, i) => {
    const store = statistics[name];
    return [name, (store.estimator === "ema" ? update : accumulate)(store, read[i])];
  }));
}

async function readBatchStatistics(batch: BatchStatisticsTensors): Promise<BatchStatistics> {
  const result: BatchStatistics = { active: batch.active, sites: {} };
  for (const site of SITE_NAMES) {
    const tensor = batch.sites[site];
    if (tensor === undefined) continue;
    const [, rows, features] = tensor.shape;
    const values = await tensor.data<"float32">();
    result.sites[site] = {
      rows,
      features,
      mean: values.subarray(0, rows * features),
      variance: values.subarray(rows * features),
    };
  }
  return result;
}
