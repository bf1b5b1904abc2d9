import type { TaskName } from "@bnlstm/train";
import characterLm from "../recipes/character_lm.toml" with { type: "text" };
import paperPennTreebank from "../recipes/paper_penn_treebank.toml" with { type: "text" };
import paperCnnQuestionAnswering from "../recipes/paper_cnn_question_answering.toml" with {
  type: "text",
};
import forecasting from "../recipes/forecasting.toml" with { type: "text" };
import languageId from "../recipes/language_id.toml" with { type: "text" };
import paperPermutedMnist from "../recipes/paper_permuted_mnist.toml" with { type: "text" };
import paperSequentialMnist from "../recipes/paper_sequential_mnist.toml" with { type: "text" };
import paperText8 from "../recipes/paper_text8.toml" with { type: "text" };
import permutedMnist from "../recipes/permuted_mnist.toml" with { type: "text" };
import questionAnswering from "../recipes/question_answering.toml" with { type: "text" };
import sequentialMnist from "../recipes/sequential_mnist.toml" with { type: "text" };
import sequenceClassification from "../recipes/sequence_classification.toml" with {
  type: "text",
};
import textClassification from "../recipes/text_classification.toml" with { type: "text" };
import surnameLanguage from "../recipes/surname_language.toml" with { type: "text" };

/** The recipes that come with the command, as TOML by name. */
export const RECIPES: Readonly<Record<string, string>> = {
  sequential_mnist: sequentialMnist,
  paper_sequential_mnist: paperSequentialMnist,
  permuted_mnist: permutedMnist,
  paper_permuted_mnist: paperPermutedMnist,
  character_lm: characterLm,
  paper_penn_treebank: paperPennTreebank,
  paper_text8: paperText8,
  question_answering: questionAnswering,
  paper_cnn_question_answering: paperCnnQuestionAnswering,
  language_id: languageId,
  surname_language: surnameLanguage,
  sequence_classification: sequenceClassification,
  text_classification: textClassification,
  forecasting,
};

/** The name of the recipe under every other of a task: it says every setting the task has. */
export function defaultRecipe(task: TaskName): string {
  return task.replaceAll("-", "_");
}
