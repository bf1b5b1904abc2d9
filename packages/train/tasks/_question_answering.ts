import { UnavailableError } from "@bnlstm/core";
import {
  collectQuestions,
  entityBaselines,
  loadBrownQuestions,
  loadQuestions,
  type Question,
  type QuestionBatch,
  questionDataset,
  questionVocabulary,
  relevantSentences,
} from "@bnlstm/data";
import { AttentiveReader } from "../models/attentive_reader.ts";
import { derivedSeed } from "../loop/_derived_seed.ts";
import type { DataSource } from "./data_source.ts";
import { ERROR } from "./headline_metric.ts";
import type { RunConfig } from "../config/run_config.ts";
import type { Task } from "./task.ts";
import type { Split, TaskData } from "./task_data.ts";
import { sampledTaskData } from "./_sampled_task_data.ts";

/** Cloze questions about documents with anonymous entities (the paper, section 5.4). */
export const questionAnswering: Task<QuestionBatch> = {
  noun: "question",
  headline: ERROR,
  load,
  createModel: AttentiveReader.create,
};

/** Folders of the official files. */
const FOLDERS: Readonly<Record<Split, string>> = {
  train: "training",
  valid: "validation",
  test: "test",
};

async function load(
  { data, training }: RunConfig<"question-answering">,
  source: DataSource,
): Promise<TaskData<QuestionBatch>> {
  const brown = source.baseUrl === undefined ? await loadBrownQuestions() : undefined;
  const collect = async (split: Split) =>
    await collectQuestions(
      shortened(brown?.[split] ?? await officialQuestions(source, split), data.sentences),
    );
  const sets = {
    train: await collect("train"),
    valid: await collect("valid"),
    test: await collect("test"),
  };
  const entities = Math.max(...Object.values(sets).map((set) => set.entities));
  const vocabulary = questionVocabulary(sets.train, { entities, words: data.words });
  // Validation and test questions are the same in every run, whatever its seed.
  const seed = derivedSeed(training.seed, "entities");
  const train = questionDataset(sets.train, vocabulary, { seed });
  const longest = (lengths: Int32Array) => lengths.reduce((a, b) => Math.max(a, b));
  const errors = (split: Split) => {
    const { mostFrequent, last, random } = entityBaselines(sets[split]);
    return { "most frequent entity": mostFrequent, "last entity": last, "random entity": random };
  };
  return sampledTaskData(
    {
      train,
      valid: questionDataset(sets.valid, vocabulary),
      test: questionDataset(sets.test, vocabulary),
    },
    {
      shape: {
        inputSize: train.symbols,
        timeSteps: longest(train.documentLengths),
        queryTimeSteps: longest(train.queryLengths),
        classes: entities,
        symbols: [
          ...Array.from({ length: entities }, (_, marker) => `@entity${marker}`),
          ...["@placeholder", "@unseen"],
          ...vocabulary.words,
        ],
      },
      baselines: { train: errors("train"), valid: errors("valid"), test: errors("test") },
    },
    data.batching === "similar-lengths" ? train.documentLengths : undefined,
  );
}

/**
 * Questions with only the most similar sentences of their documents; those that lose their answer are left out.
 */
async function* shortened(
  questions: Iterable<Question> | AsyncIterable<Question>,
  sentences: number,
): AsyncGenerator<Question> {
  for await (const question of questions) {
    const shorter = sentences === 0 ? question : relevantSentences(question, sentences);
    if (shorter !== undefined) yield shorter;
  }
}

/** The files of one part, in the order of their names. */
async function officialQuestions(
  { baseUrl, listFiles }: DataSource,
  split: Split,
): Promise<AsyncIterable<Question>> {
  const folder = new URL(`${String(baseUrl).replace(/\/?$/, "/")}${FOLDERS[split]}/`);
  if (listFiles === undefined) {
    throw new UnavailableError(
      `Cannot load questions: the files of ${folder} cannot be listed here`,
    );
  }
  const names = (await listFiles(folder)).filter((name) => name.endsWith(".question")).sort();
  if (names.length === 0) {
    throw new UnavailableError(`Cannot load questions: ${folder} has no .question files`);
  }
  return loadQuestions(names.map((name) => new URL(encodeURIComponent(name), folder)));
}
