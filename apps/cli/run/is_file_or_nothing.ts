/**
 * Whether a path is a file, or nothing that could be opened. To open a pipe would wait for whoever writes to it,
 * which is right only where the user named it.
 */
export async function isFileOrNothing(path: string): Promise<boolean> {
  return await Deno.stat(path).then(({ isFile }) => isFile, () => true);
}
