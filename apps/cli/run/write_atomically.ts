import { basename, dirname, join } from "node:path";
import { WriteError } from "./write_error.ts";

/**
 * Writes a file so that its path always has either all of the old contents or all of the new ones, even if the
 * process or the machine stops halfway.
 *
 * The new contents are written to another file, flushed to disk, and then renamed. Use it only for files of a
 * run: a link would be replaced by a file.
 *
 * @throws {WriteError} If it cannot be written. Then nothing is left behind.
 */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const temporary = unfinishedPath(path);
  try {
    {
      using file = await Deno.open(temporary, { write: true, create: true, truncate: true });
      let written = 0;
      while (written < bytes.length) written += await file.write(bytes.subarray(written));
      await file.sync();
    }
    await Deno.rename(temporary, path);
  } catch (cause) {
    await Deno.remove(temporary).catch(() => {});
    throw new WriteError(path, cause);
  }
}

/** Where a file is until it is complete: beside its path, so that it can be renamed. */
export function unfinishedPath(path: string): string {
  return join(dirname(path), `.${basename(path)}.${Deno.pid}${TEMPORARY}`);
}

/** Removes files that killed processes left half-written, in a folder to which nobody else writes. */
export async function removeHalfWritten(folder: string): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    if (isHalfWritten(name)) await Deno.remove(join(folder, name));
  }
}

/** Whether the name of a file is that of an unfinished one. */
export function isHalfWritten(name: string): boolean {
  return name.startsWith(".") && name.endsWith(TEMPORARY);
}

/** Ending of the names of unfinished files. */
const TEMPORARY = ".unfinished";
