import { basename, dirname, join } from "node:path";
import { WriteError } from "./write_error.ts";

/**
 * Writes a file so that its path always holds either all of the old content or all of the new one,
 * even if the process or the machine stops half-way.
 *
 * The new content is written beside it, brought to the disk, and then renamed. It is for files that are
 * ours: a link would be replaced by a file.
 *
 * @throws {WriteError} If it cannot be written. Nothing is left behind then.
 */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const temporary = join(dirname(path), `.${basename(path)}.${Deno.pid}${TEMPORARY}`);
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

/** Removes what processes that were killed left half-written in a folder that nobody else writes to. */
export async function removeHalfWritten(folder: string): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    if (isHalfWritten(name)) await Deno.remove(join(folder, name));
  }
}

/** Whether a file is called like one that is not finished. */
export function isHalfWritten(name: string): boolean {
  return name.startsWith(".") && name.endsWith(TEMPORARY);
}

/** How the names of unfinished files end. */
const TEMPORARY = ".unfinished";
