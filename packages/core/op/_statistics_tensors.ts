import { type Tensor3D, tensor3d } from "@tensorflow/tfjs-core";
import { SITE_NAMES, siteFeatures } from "../math/sites.ts";
import type { StatisticsTable, StatisticsTables } from "../math/statistics_table.ts";
import type { StatisticsTensors } from "./op_types.ts";
import { checkTable } from "./_validate.ts";

/**
 * Population tables as tensors, checked, which `bnLstm` takes in their place.
 *
 * @throws {TypeError} If the size of a table does not fit.
 * @throws {RangeError} If a mean or variance is out of range.
 */
export function statisticsTensors(tables: StatisticsTables, hiddenSize: number): StatisticsTensors {
  const tensors: StatisticsTensors = {};
  for (const site of SITE_NAMES) {
    const table = tables[site];
    if (table === undefined) continue;
    checkTable(site, table, siteFeatures(site, hiddenSize));
    tensors[site] = tableTensor(table);
  }
  return tensors;
}

/** A table as a tensor `[2, rows, features]`. */
export function tableTensor({ rows, features, mean, variance }: StatisticsTable): Tensor3D {
  const values = new Float32Array(2 * rows * features);
  values.set(mean);
  values.set(variance, rows * features);
  return tensor3d(values, [2, rows, features]);
}
