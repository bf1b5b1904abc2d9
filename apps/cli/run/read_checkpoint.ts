import { type Checkpoint, decodeCheckpoint } from "@bnlstm/train";
import { InputError, isInvalidInput } from "../input_error.ts";
import { isFileOrNothing } from "./is_file_or_nothing.ts";
import { readFile } from "./read_file.ts";

/**
 * The checkpoint that is meant by the path of a run or of a checkpoint: the best one of a run.
 *
 * What is not a folder is taken for a file; whoever reads it says what is wrong with it.
 *
 * @throws {InputError} If a folder has something else under the name of its checkpoint.
 */
export async function locateCheckpoint(path: string): Promise<string> {
  const { isDirectory } = await Deno.stat(path).catch(() => ({ isDirectory: false }));
  if (!isDirectory) return path;
  const best = `${path}/best.safetensors`;
  if (!await isFileOrNothing(best)) {
    throw new InputError(`Cannot read checkpoint ${best}: it is not a file`);
  }
  return best;
}

/**
 * Reads a checkpoint.
 *
 * @param path The file.
 * @throws {InputError} If it cannot be read, or is truncated, altered or something else.
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  const bytes = await readFile("read checkpoint", path);
  try {
    return await decodeCheckpoint(bytes);
  } catch (cause) {
    if (!isInvalidInput(cause)) throw cause;
    const reason = cause.message.replace(/^Cannot read checkpoint: /, "");
    throw new InputError(`Cannot read checkpoint ${path}: ${reason}`, { cause });
  }
}
