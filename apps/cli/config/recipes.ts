import laptop from "../recipes/laptop.toml" with { type: "text" };
import paperPermutedMnist from "../recipes/paper_permuted_mnist.toml" with { type: "text" };
import paperSequentialMnist from "../recipes/paper_sequential_mnist.toml" with { type: "text" };

/** The recipes that come with the command, as TOML by name. The first one is the default. */
export const RECIPES: Readonly<Record<string, string>> = {
  laptop,
  paper_sequential_mnist: paperSequentialMnist,
  paper_permuted_mnist: paperPermutedMnist,
};
