import { InputError } from "../input_error.ts";
import { systemReason } from "../system_reason.ts";

/**
 * Reads a file that the user named.
 *
 * @param attempt Completes "Cannot …" in error messages; the path follows it.
 * @throws {InputError} If it cannot be read.
 */
export async function readFile(attempt: string, path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await Deno.readFile(path);
  } catch (cause) {
    throw new InputError(`Cannot ${attempt} ${path}: ${systemReason(cause)}`, { cause });
  }
}
