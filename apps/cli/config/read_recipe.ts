import { InputError } from "../input_error.ts";
import { nearestName } from "../nearest_name.ts";
import { RECIPES } from "./recipes.ts";
import type { RecipeText } from "./resolve_config.ts";

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
