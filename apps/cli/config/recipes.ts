import paperCnnQuestionAnswering from "../recipes/paper_cnn_question_answering.toml" with {
  type: "text",
};
import paperPennTreebank from "../recipes/paper_penn_treebank.toml" with { type: "text" };
import paperPermutedMnist from "../recipes/paper_permuted_mnist.toml" with { type: "text" };
import paperSequentialMnist from "../recipes/paper_sequential_mnist.toml" with { type: "text" };
import paperText8 from "../recipes/paper_text8.toml" with { type: "text" };

/** The recipes that come with the command, as TOML by name: what the paper does otherwise than the defaults. */
export const RECIPES: Readonly<Record<string, string>> = {
  paper_sequential_mnist: paperSequentialMnist,
  paper_permuted_mnist: paperPermutedMnist,
  paper_penn_treebank: paperPennTreebank,
  paper_text8: paperText8,
  paper_cnn_question_answering: paperCnnQuestionAnswering,
};
