import type { DataFile } from "@bnlstm/data/tables";
import { InputError } from "../input_error.ts";
import { systemReason } from "../system_reason.ts";
import { printable } from "../terminal/printable.ts";
import { ProgressBar } from "../terminal/progress_bar.ts";

/** Files of fewer bytes are read whole, so that rows of a sequence may be anywhere in them. */
export const SMALL_FILE = 1 << 28;
const MEBIBYTE = 1 << 20;

/**
 * Opens a file on disk, or, if the path is `-`, standard input.
 *
 * @param name Its name in errors.
 * @throws {InputError} If there is no such file.
 */
export async function openFile(path: string, name: string = path): Promise<DataFile> {
  if (name === "-") {
    return { name: "standard input", stream: () => Promise.resolve(Deno.stdin.readable) };
  }
  try {
    const { isFile, isDirectory, size } = await Deno.stat(path);
    if (!isFile) {
      const what = isDirectory ? "it is a folder" : "it is not a file";
      throw new InputError(`Cannot read ${name}: ${what}`);
    }
    return {
      name,
      size,
      stream: async () => {
        const { readable } = await Deno.open(path);
        return size < SMALL_FILE ? readable : readable.pipeThrough(readingShown(name, size));
      },
      slice: (start, end = size) => slice(path, start, end),
    };
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    throw new InputError(`Cannot read ${name}: ${systemReason(cause)}`, { cause });
  }
}

/** Passes bytes on, and shows how many have been read, since large files take minutes. */
function readingShown(
  name: string,
  size: number,
): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  const bar = new ProgressBar();
  const steps = Math.ceil(size / MEBIBYTE);
  let read = 0;
  return new TransformStream({
    transform(bytes, controller) {
      read += bytes.length;
      bar.update({ label: `MiB of ${printable(name)}`, step: Math.floor(read / MEBIBYTE), steps });
      controller.enqueue(bytes);
    },
    flush: () => bar.end(),
    cancel: () => bar.end(),
  });
}

async function slice(path: string, start: number, end: number): Promise<ArrayBuffer> {
  using file = await Deno.open(path);
  await file.seek(start, Deno.SeekMode.Start);
  const bytes = new Uint8Array(end - start);
  let filled = 0;
  while (filled < bytes.length) {
    const read = await file.read(bytes.subarray(filled));
    if (read === null) break;
    filled += read;
  }
  return bytes.buffer;
}
