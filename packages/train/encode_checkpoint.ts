import type { Checkpoint } from "./checkpoint.ts";

/** Writes a checkpoint as one safetensors file with a checksum. The same state gives the same bytes. */
export function encodeCheckpoint(_checkpoint: Checkpoint): Promise<Uint8Array<ArrayBuffer>> {
  throw new Error("to be written");
}
