import { InputError } from "../input_error.ts";
import { systemReason } from "../system_reason.ts";
import { nearestName } from "../nearest_name.ts";
import paperCnnQuestionAnswering from "../recipes/paper_cnn_question_answering.toml" with {
  type: "text",
};
import paperPennTreebank from "../recipes/paper_penn_treebank.toml" with { type: "text" };
import paperPermutedMnist from "../recipes/paper_permuted_mnist.toml" with { type: "text" };
import paperSequentialMnist from "../recipes/paper_sequential_mnist.toml" with { type: "text" };
import paperText8 from "../recipes/paper_text8.toml" with { type: "text" };
import type { RecipeText } from "./resolve_config.ts";

/**
 * The recipes that come with the command, as TOML by name: the settings in which the paper differs from the
 * defaults.
 */
export const RECIPES: Readonly<Record<string, string>> = {
  paper_sequential_mnist: paperSequentialMnist,
  paper_permuted_mnist: paperPermutedMnist,
  paper_penn_treebank: paperPennTreebank,
  paper_text8: paperText8,
  paper_cnn_question_answering: paperCnnQuestionAnswering,
};

/**
 * Reads a recipe.
 *
 * @param name A recipe that comes with the command, or the path of a TOML file.
 * @throws {InputError} If there is neither.
 */
export async function readRecipe(name: string): Promise<RecipeText> {
  if (Object.hasOwn(RECIPES, name)) return { name, text: RECIPES[name] };
  try {
    return { name, text: await Deno.readTextFile(name) };
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) {
      throw new InputError(`Cannot read recipe ${name}: ${systemReason(cause)}`, { cause });
    }
    const names = Object.keys(RECIPES);
    const near = nearestName(name, names);
    throw new InputError(
      near
        ? `Cannot read recipe ${name}: there is no such recipe or file; did you mean ${near}?`
        : `Cannot read recipe ${name}: it is neither a file nor one of ${names.join(", ")}`,
      { cause },
    );
  }
}
