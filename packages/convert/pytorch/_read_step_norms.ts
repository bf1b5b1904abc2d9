import type { ModelStatistics, SiteName, StatisticsTables } from "@bnlstm/core";
import { SITE_NAMES, siteFeatures } from "@bnlstm/core/kernels";
import { importedStatistics } from "../_imported_statistics.ts";
import type { TensorSource } from "../_tensor_source.ts";
import type { PortableOptions } from "../portable_model.ts";

/** The norms of a cell of the port, by site. */
export const NORM_NAMES: Readonly<Record<SiteName, string>> = {
  input: "bn_ih",
  hidden: "bn_hh",
  cell: "bn_c",
};

/** PyTorch's momentum is the weight of the new value: 0.1 in the port. */
const DECAY = 0.9;

/** Name and path of a cell. */
interface CellPath {
  /** Name of the cell here. */
  name: string;
  /** Beginning of its names in the file. */
  path: string;
}

/**
 * Reads the buffers `running_mean_0`, `running_var_0`, `running_mean_1`, … of every norm.
 *
 * Buffers of steps that no training sequence reached are still 0 and 1. T_max ends before them, so that later steps use
 * the last statistics that were estimated.
 *
 * @param batchSize n of the unbiased variances, which are multiplied by (n − 1)/n; if absent, they stay as they
 *   are.
 * @returns `undefined` if nothing is normalized.
 */
export function readStepNorms(
  source: TensorSource,
  cells: CellPath[],
  options: Omit<PortableOptions, "epsilon">,
  batchSize?: number,
): ModelStatistics | undefined {
  const { sites, hiddenSize } = options;
  const norms = cells.flatMap(({ name, path }) =>
    SITE_NAMES.filter((site) => sites[site] !== "none").map((site) => ({
      cell: name,
      site,
      path: `${path}.${NORM_NAMES[site]}`,
      features: siteFeatures(site, hiddenSize),
    }))
  );
  if (norms.length === 0) return undefined;
  let length = 0;
  while (source.has(`${norms[0].path}.running_mean_${length}`)) length++;
  const read = norms.map((norm) => ({
    ...norm,
    steps: Array.from({ length }, (_, t) => ({
      mean: source.take(`${norm.path}.running_mean_${t}`, [norm.features]),
      variance: source.take(`${norm.path}.running_var_${t}`, [norm.features]),
    })),
  }));
  const reached = read.map(({ steps }) =>
    1 +
    steps.findLastIndex(({ mean, variance }) =>
      mean.some((value) => value !== 0) || variance.some((value) => value !== 1)
    )
  );
  const timeSteps = Math.max(...reached);
  if (timeSteps === 0) {
    throw source.error(
      `${norms[0].path} must have statistics estimated in training, got those of a new model`,
    );
  }
  const factor = batchSize === undefined ? 1 : (batchSize - 1) / batchSize;
  const population: Record<string, StatisticsTables> = {};
  for (const { cell, site, features, steps } of read) {
    const rows = steps.slice(0, timeSteps);
    (population[cell] ??= {})[site] = {
      rows: timeSteps,
      features,
      mean: rows.flatMap(({ mean }) => [...mean]),
      variance: rows.flatMap(({ variance }) => Array.from(variance, (value) => value * factor)),
    };
  }
  return Object.fromEntries(
    Object.entries(population).map(([cell, tables]) => [
      cell,
      importedStatistics(options, timeSteps, tables, DECAY),
    ]),
  );
}
