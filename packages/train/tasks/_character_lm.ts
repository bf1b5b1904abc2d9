import { InvalidTypeError } from "@bnlstm/core";
import {
  type CharacterCorpus,
  loadBrown,
  loadGutenberg,
  loadPennTreebank,
  loadText8,
  loadTextFile,
  type PredictionBatch,
} from "@bnlstm/data";
import { CharacterModel } from "../models/character_model.ts";
import type { DataSource } from "./data_source.ts";
import { BITS_PER_CHARACTER } from "./headline_metric.ts";
import type { RunConfig } from "../config/run_config.ts";
import type { Task } from "./task.ts";
import { characterTaskData } from "./character_task_data.ts";

/** Prediction of the next character of a text (the paper, sections 5.2 and 5.3). */
export const characterLm: Task<PredictionBatch> = {
  noun: "window",
  headline: BITS_PER_CHARACTER,
  load: async ({ data }: RunConfig<"character-lm">, source) =>
    characterTaskData(await loadCorpus(data.corpus, source), data),
  createModel: CharacterModel.create,
};

function loadCorpus(corpus: string, { baseUrl }: DataSource): Promise<CharacterCorpus> {
  switch (corpus) {
    case "brown":
      return loadBrown({ baseUrl });
    case "gutenberg":
      return loadGutenberg({ baseUrl });
    case "ptb":
      return loadPennTreebank({ baseUrl: required(baseUrl, "the Penn Treebank") });
    case "text8":
      return loadText8(file("text8", required(baseUrl, "text8")));
    default:
      return loadTextFile(file(corpus, required(baseUrl, `the text ${corpus}`)));
  }
}

/** URL of a file, given the URL of its folder or its own. */
function file(path: string, baseUrl: string | URL): URL {
  if (!String(baseUrl).endsWith("/")) return new URL(baseUrl);
  // A path may contain characters that have a meaning in URLs.
  return new URL(path.split("/").map(encodeURIComponent).join("/"), baseUrl);
}

function required(baseUrl: string | URL | undefined, what: string): string | URL {
  if (baseUrl !== undefined) return baseUrl;
  throw new InvalidTypeError(`Cannot load ${what}: baseUrl, the folder it is in, is missing`);
}
