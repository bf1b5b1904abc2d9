import type { Task } from "./task.ts";
import type { TaskName } from "./task_name.ts";
import { characterLm } from "./tasks/character_lm.ts";
import { permutedMnist, sequentialMnist } from "./tasks/pixel_mnist.ts";
import { questionAnswering } from "./tasks/question_answering.ts";
import { languageId, surnameLanguage } from "./tasks/text_language.ts";

/** Every task by its name. */
export const TASKS: Readonly<Record<TaskName, Task<unknown>>> = {
  "sequential-mnist": sequentialMnist,
  "permuted-mnist": permutedMnist,
  "character-lm": characterLm,
  "question-answering": questionAnswering,
  "language-id": languageId,
  "surname-language": surnameLanguage,
};
