import type { Task } from "./task.ts";
import type { TaskName } from "../config/data_config.ts";
import { characterLm } from "./_character_lm.ts";
import { forecasting } from "./_forecasting.ts";
import { permutedMnist, sequentialMnist } from "./_pixel_mnist.ts";
import { questionAnswering } from "./_question_answering.ts";
import { sequenceClassification } from "./_sequence_classification.ts";
import { textClassification } from "./_text_classification.ts";
import { languageId, surnameLanguage } from "./_text_language.ts";

/** Every task by its name. */
export const TASKS: Readonly<Record<TaskName, Task<unknown>>> = {
  "sequential-mnist": sequentialMnist,
  "permuted-mnist": permutedMnist,
  "character-lm": characterLm,
  "question-answering": questionAnswering,
  "language-id": languageId,
  "surname-language": surnameLanguage,
  "sequence-classification": sequenceClassification,
  "text-classification": textClassification,
  forecasting,
};
