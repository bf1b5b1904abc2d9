import { UnreachableError } from "../invalid_input.ts";

/** Where an npm package keeps its files. */
export interface PackagedFolder {
  /** What errors call the package. */
  name: string;
  /**
   * Resolves one of its modules or JSON files; written as a function, since the answer changes once
   * the package is there.
   */
  resolve: () => string;
  /** Path of the folder from that module, with a slash at its end. */
  folder: string;
}

/**
 * URL of the folder that holds the files of a data set, with a slash at its end: the one given, else
 * that in an npm package.
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
