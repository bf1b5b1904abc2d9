import { InputError } from "../input_error.ts";
import { systemReason } from "../system_reason.ts";

/** More than any model or checkpoint that can be computed with: 4 GiB. */
const MOST_BYTES = 2 ** 32;

/**
 * Reads a file that the user named.
 *
 * @param attempt Completes "Cannot …" in error messages; the path follows it.
 * @throws {InputError} If it cannot be read, or would not fit into memory.
 */
export async function readFile(attempt: string, path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const { size } = await Deno.stat(path);
    if (size > MOST_BYTES) {
      throw new InputError(`Cannot ${attempt} ${path}: it has more than ${MOST_BYTES} bytes`);
    }
    return await Deno.readFile(path);
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    throw new InputError(`Cannot ${attempt} ${path}: ${systemReason(cause)}`, { cause });
  }
}
