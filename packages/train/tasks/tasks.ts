import type { Task } from "./task.ts";
import type { TaskName } from "../config/task_name.ts";
import { characterLm } from "./character_lm.ts";
import { permutedMnist, sequentialMnist } from "./pixel_mnist.ts";
import { questionAnswering } from "./question_answering.ts";
import { sequenceClassification } from "./sequence_classification.ts";
import { textClassification } from "./text_classification.ts";
import { languageId, surnameLanguage } from "./text_language.ts";

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
};
