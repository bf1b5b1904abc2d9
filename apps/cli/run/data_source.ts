import type { DataSource, RunConfig } from "@bnlstm/train";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { openFile } from "./open_file.ts";
import { InputError } from "../input_error.ts";
import { nearestName } from "../nearest_name.ts";

const MNIST = [
  "train-images-idx3-ubyte",
  "train-labels-idx1-ubyte",
  "t10k-images-idx3-ubyte",
  "t10k-labels-idx1-ubyte",
].map((file) => [file, file.replace("-idx", ".idx")].flatMap((name) => [name, `${name}.gz`]));

/** Files that a folder must hold, by task or corpus; of names in one line, one will do. */
const FILES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "sequential-mnist": MNIST,
  "permuted-mnist": MNIST,
  ptb: ["train", "valid", "test"].map((split) => [`ptb.${split}.txt`, `ptb.char.${split}.txt`]),
  text8: [["text8"]],
};

/** Texts that come from npm, and those that must be given. */
const CORPORA = ["brown", "gutenberg", "ptb", "text8"];

/**
 * Where data is to be loaded from.
 *
 * @param config What it is for.
 * @param folder What `--data-dir` named. Default: real data from npm, and text files from the working folder.
 * @throws {InputError} If a folder cannot be read, or lacks a file; both are told better here than by
 * whoever fetches the files by URL.
 */
export async function dataSource(
  { task, data }: RunConfig,
  folder: string | undefined,
): Promise<DataSource> {
  if ("trainFile" in data) {
    return { openFile: (path) => openFile(resolve(folder ?? ".", path), path) };
  }
  const corpus = "corpus" in data ? data.corpus : undefined;
  if (corpus !== undefined && !CORPORA.includes(corpus)) return await textFile(corpus, folder);
  const needed = FILES[corpus ?? task] ?? [];
  if (folder === undefined) {
    if (corpus === undefined || needed.length === 0) return {};
    const files = needed.map(([name]) => name).join(", ");
    throw new InputError(
      `Cannot use corpus ${corpus}: give the folder that holds ${files} with --data-dir`,
    );
  }
  const present = await filesIn(folder);
  for (const names of needed) {
    if (!names.some((name) => present.includes(name))) {
      const [first, ...others] = names;
      const or = others.length > 0 ? ` (or ${others[0].replace(first, "")})` : "";
      throw new InputError(`Cannot read data folder ${folder}: it has no ${first}${or}`);
    }
  }
  return { baseUrl: folderUrl(folder), listFiles: (url) => filesIn(fileURLToPath(url)) };
}

/** A text file that somebody has. */
async function textFile(corpus: string, folder: string | undefined): Promise<DataSource> {
  const base = folder ?? Deno.cwd();
  const { isFile } = await Deno.stat(resolve(base, corpus)).catch(() => ({ isFile: false }));
  if (isFile) return { baseUrl: folderUrl(base) };
  const near = nearestName(corpus, CORPORA);
  throw new InputError(
    `Cannot use corpus ${corpus}: it is neither a file nor one of ${CORPORA.join(", ")}` +
      (near ? `; did you mean ${near}?` : ""),
  );
}

function folderUrl(folder: string): URL {
  return pathToFileURL(resolve(folder) + "/");
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
  } catch (cause) {
    throw new InputError(`Cannot read data folder ${folder}: ${(cause as Error).message}`, {
      cause,
    });
  }
}
