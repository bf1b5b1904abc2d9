import { InvalidTypeError } from "../math/invalid_input.ts";
import type { BatchNormLSTM } from "./batch_norm_lstm.ts";
import { anObject, aString, check, having, listOf, numbers } from "../math/_rules.ts";
import { SITE_NAMES, type SiteName } from "../math/sites.ts";
import type { StatisticsTable } from "../math/statistics_table.ts";
import type { ModelStatistics } from "./model_types.ts";
import { checkTensor } from "../op/_check_tensor.ts";
import type { BatchStatisticsTensors } from "../op/op_types.ts";
import { createStore } from "../stats/create_store.ts";
import type { BatchStatistics } from "../stats/batch_statistics.ts";
import type { StatisticsStoreOptions } from "../stats/statistics_store.ts";
import { record } from "../stats/record.ts";

const ATTEMPT = "record statistics";

/**
 * Creates empty population statistics for every cell of a model.
 *
 * @param model The model they are for.
 * @param options T_max and the estimator; sizes, sites and `minShare` are taken from the model.
 * @throws {TypeError} If an option is unknown, of the wrong type, or does not belong to the estimator.
 * @throws {RangeError} If `timeSteps` is below 1, or `decay` outside [0, 1).
 */
export function createModelStatistics(
  model: BatchNormLSTM,
  options: Omit<StatisticsStoreOptions, "hiddenSize" | "sites" | "minShare">,
): ModelStatistics {
  check("create statistics", { model, options }, {
    model: having({ options: anObject, cellNames: listOf(aString) }),
    options: anObject,
  });
  const { hiddenSize, sites, minShare } = model.options;
  return Object.fromEntries(
    model.cellNames.map((name) => [name, createStore({ ...options, hiddenSize, sites, minShare })]),
  );
}

/**
 * Records the statistics of one training batch, with any estimator.
 *
 * @param statistics Statistics so far, or a promise of them: batches can be recorded in order while a backend
 * still computes.
 * @param batch What `apply` returned as `batchStatistics`. Reading begins at once, so the tensors may be
 *   disposed of while the promise is pending, as tfjs does at the end of a gradient.
 * @returns New statistics; those given are not changed.
 * @throws {TypeError} If `batch` is not an object, or its cells, sites or sizes differ from those of
 *   `statistics`.
 * @throws {RangeError} If a statistic is not finite.
 */
export async function recordStatistics(
  statistics: ModelStatistics | Promise<ModelStatistics>,
  batch: Record<string, BatchStatisticsTensors>,
): Promise<ModelStatistics> {
  anObject(ATTEMPT, "batchStatistics", batch);
  const reading = Promise.all(
    Object.entries(batch).map(async ([name, tensors]) =>
      [name, await readBatchStatistics(tensors)] as const
    ),
  );
  const [before, read] = await Promise.all([statistics, reading]);
  anObject(ATTEMPT, "statistics", before);
  expectCells("statistics", before, batch);
  expectCells("batchStatistics", batch, before);
  return Object.fromEntries(read.map(([name, batch]) => [name, record(before[name], batch)]));
}

/** Refuses a record that lacks a cell of another: those of a model are recorded together. */
function expectCells(what: string, given: object, other: object): void {
  const missing = Object.keys(other).find((name) => !Object.hasOwn(given, name));
  if (missing === undefined) return;
  throw new InvalidTypeError(`Cannot ${ATTEMPT}: ${what} must have the cell ${missing}, got none`);
}

/** Starts reading all tensors before waiting for any, so that they may be disposed of at once. */
async function readBatchStatistics(batch: BatchStatisticsTensors): Promise<BatchStatistics> {
  having({ active: numbers, sites: anObject })(ATTEMPT, "the batch", batch);
  const sites = await Promise.all(
    SITE_NAMES.map(async (site): Promise<[SiteName, StatisticsTable][]> => {
      const tensor = batch.sites[site];
      if (tensor === undefined) return [];
      checkTensor(ATTEMPT, `the ${site} site`, tensor, [2, undefined, undefined]);
      const [, rows, features] = tensor.shape;
      const values = await tensor.data<"float32">();
      const mean = values.subarray(0, rows * features);
      const variance = values.subarray(rows * features);
      return [[site, { rows, features, mean, variance }]];
    }),
  );
  return { active: batch.active, sites: Object.fromEntries(sites.flat()) };
}
