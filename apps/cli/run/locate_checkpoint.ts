/**
 * The checkpoint that is meant by the path of a run or of a checkpoint: the best one of a run.
 *
 * What is not a folder is taken for a file; whoever reads it says what is wrong with it.
 */
export async function locateCheckpoint(path: string): Promise<string> {
  const { isDirectory } = await Deno.stat(path).catch(() => ({ isDirectory: false }));
  return isDirectory ? `${path}/best.safetensors` : path;
}
