import type { Checkpoint } from "./checkpoint.ts";

/**
 * Reads what `encodeCheckpoint` wrote, after checking all of it.
 *
 * @throws {TypeError} "Cannot read checkpoint: …" if the file is truncated, altered, or not a checkpoint.
 */
export function decodeCheckpoint(_bytes: Uint8Array): Promise<Checkpoint> {
  throw new Error("to be written");
}
