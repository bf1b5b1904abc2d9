import {
  imageSequences,
  type LabeledImages,
  loadMnist,
  type SequenceBatch,
  take,
} from "@bnlstm/data";
import type { DataSource } from "./data_source.ts";
import { ACCURACY } from "./headline_metric.ts";
import type { RunConfig } from "../config/run_config.ts";
import { SequenceClassifier } from "../models/sequence_classifier.ts";
import type { Task } from "./task.ts";
import type { TaskData } from "./task_data.ts";
import { sequenceTaskData } from "./sequence_task_data.ts";

/** MNIST read pixel by pixel, in scan order (the paper, section 5.1). */
export const sequentialMnist: Task<SequenceBatch> = {
  noun: "image",
  headline: ACCURACY,
  load: (config: RunConfig<"sequential-mnist">, source) =>
    loadPixels({ ...config.data, permutation: "none", permutationSeed: 0 }, source),
  createModel: SequenceClassifier.create,
};

/** MNIST read pixel by pixel, in one fixed random order (the paper, section 5.1). */
export const permutedMnist: Task<SequenceBatch> = {
  ...sequentialMnist,
  load: (config: RunConfig<"permuted-mnist">, source) => loadPixels(config.data, source),
};

async function loadPixels(
  data: Omit<RunConfig<"permuted-mnist">["data"], "permutation"> & {
    permutation: "none" | "uniform" | "authors";
  },
  { baseUrl }: DataSource,
): Promise<TaskData<SequenceBatch>> {
  const { train, valid, test } = await loadMnist({ baseUrl });
  const { imageSize, permutation, permutationSeed } = data;
  const sequences = (images: LabeledImages, examples: number) =>
    take(imageSequences(images, { imageSize, permutation, permutationSeed }), examples);
  return sequenceTaskData({
    train: sequences(train, data.trainExamples),
    valid: sequences(valid, data.validExamples),
    test: sequences(test, data.testExamples),
  });
}
