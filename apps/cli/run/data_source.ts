import type { DataSource, TaskName } from "@bnlstm/train";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { InputError } from "../input_error.ts";

const MNIST = [
  "train-images-idx3-ubyte",
  "train-labels-idx1-ubyte",
  "t10k-images-idx3-ubyte",
  "t10k-labels-idx1-ubyte",
];

/** Files that a folder must hold, by task. */
const FILES: Partial<Record<TaskName, readonly string[]>> = {
  "sequential-mnist": MNIST,
  "permuted-mnist": MNIST,
};

/**
 * Where data is to be loaded from.
 *
 * @param task What it is for.
 * @param folder What `--data-dir` named; real data from npm when absent.
 * @throws {InputError} If the folder cannot be read or lacks a file; both are told better here than by
 * whoever fetches the files by URL.
 */
export async function dataSource(
  task: TaskName,
  folder: string | undefined,
): Promise<DataSource> {
  if (folder === undefined) return {};
  let present: string[];
  try {
    present = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
  } catch (cause) {
    throw new InputError(`Cannot read data folder ${folder}: ${(cause as Error).message}`, {
      cause,
    });
  }
  for (const file of FILES[task] ?? []) {
    const names = [file, file.replace("-idx", ".idx")].flatMap((name) => [name, `${name}.gz`]);
    if (!names.some((name) => present.includes(name))) {
      throw new InputError(`Cannot read data folder ${folder}: it has no ${file} (or .gz)`);
    }
  }
  return { baseUrl: pathToFileURL(resolve(folder) + "/") };
}
