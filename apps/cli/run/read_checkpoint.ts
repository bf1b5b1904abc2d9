import { type Checkpoint, decodeCheckpoint } from "@bnlstm/train";
import { InputError } from "../input_error.ts";
import { readFile } from "./read_file.ts";

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
    const reason = (cause as Error).message.replace(/^Cannot read checkpoint: /, "");
    throw new InputError(`Cannot read checkpoint ${path}: ${reason}`, { cause });
  }
}
