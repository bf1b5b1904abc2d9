import { InvalidTypeError } from "@bnlstm/core";
import {
  loadLanguageId,
  loadSurnameLanguage,
  type SequenceBatch,
  type TextClassification,
} from "@bnlstm/data";
import type { TextDataConfig } from "../config/data_config.ts";
import { ACCURACY } from "./headline_metric.ts";
import type { RunConfig } from "../config/run_config.ts";
import { SequenceClassifier } from "../models/sequence_classifier.ts";
import type { Task } from "./task.ts";
import type { TaskData } from "./task_data.ts";
import { sequenceTaskData } from "./sequence_task_data.ts";

/** Which language a paragraph is in, read character by character. */
export const languageId: Task<SequenceBatch> = {
  noun: "paragraph",
  headline: ACCURACY,
  async load({ data }: RunConfig<"language-id">, { baseUrl }) {
    const named = data.languages.split(" ").filter((name) => name !== "");
    const languages = named.length > 0 ? named : undefined;
    return textTaskData(await loadLanguageId({ languages, seed: data.splitSeed, baseUrl }), data);
  },
  createModel: SequenceClassifier.create,
};

/** Which language a surname is from, read letter by letter. */
export const surnameLanguage: Task<SequenceBatch> = {
  noun: "surname",
  headline: ACCURACY,
  async load({ data }: RunConfig<"surname-language">, { baseUrl }) {
    if (baseUrl !== undefined) {
      throw new InvalidTypeError(
        `Cannot load surname-language: its names are a module, not files, and cannot be in ${baseUrl}`,
      );
    }
    return textTaskData(await loadSurnameLanguage({ seed: data.splitSeed }), data);
  },
  createModel: SequenceClassifier.create,
};

function textTaskData(
  { train, valid, test, alphabet: { symbols }, unseen }: TextClassification,
  { batching }: TextDataConfig,
): TaskData<SequenceBatch> {
  const similarLengths = batching === "similar-lengths";
  return sequenceTaskData({ train, valid, test }, { symbols, unseen, similarLengths });
}
