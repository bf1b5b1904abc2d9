import { UnreachableError } from "../invalid_input.ts";

/** The folder of an npm package in which its files are. */
export interface PackagedFolder {
  /** Name of the package in errors. */
  name: string;
  /**
   * Resolves one of its modules or JSON files. It is a function because the result changes once the package has
   * been downloaded.
   */
  resolve: () => string;
  /** Path of the folder relative to that module, ending in a slash. */
  folder: string;
}

/**
 * URL, ending in a slash, of the folder that holds the files of a data set: the given one, or else that in an
 * npm package.
 *
 * @throws {Error} If the package cannot be reached.
 */
export async function folderUrl(
  attempt: string,
  baseUrl: string | URL | undefined,
  { name, resolve, folder }: PackagedFolder,
): Promise<string> {
  if (baseUrl !== undefined) return String(baseUrl).replace(/\/?$/, "/");
  try {
    // Importing something of the package is what makes Deno download it. The specifier is computed
    // so that this happens here and not whenever this module is loaded.
    await import(resolve(), resolve().endsWith(".json") ? { with: { type: "json" } } : undefined);
    return new URL(folder, resolve()).href;
  } catch (cause) {
    throw new UnreachableError(
      `Cannot ${attempt}: the npm package ${name} cannot be reached; give baseUrl`,
      { cause },
    );
  }
}
