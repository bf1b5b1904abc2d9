import {
  encodeModel,
  importPyTorch,
  importTfjs,
  type PortableModel,
  type PyTorchImportOptions,
  weightPaths,
} from "@bnlstm/convert";
import type { TaskName } from "@bnlstm/train/config";
import { dirname, join } from "node:path";
import { blameInput, InputError } from "../input_error.ts";
import { describeModel } from "../report/describe_model.ts";
import { readFile } from "../run/read_file.ts";
import { startFromModel } from "../run/start_from_model.ts";
import { checkOutput, writeOutput } from "../run/write_output.ts";

/** Options of the command `import`. */
export interface ImportOptions extends PyTorchImportOptions {
  /** Format that is read. */
  format: "pytorch" | "tfjs";
  /** File to write. */
  output?: string;
  /** Folder of the run that starts with the model. */
  runDir?: string;
  /** Task of that run. */
  task?: TaskName;
  /** Its other settings. */
  recipe?: string;
  /** Folder with the official files of the task. Default: real data from npm. */
  dataDir?: string;
}

/** Imports a model that was trained elsewhere, as a file or as the start of a run. */
export async function importModel(path: string, options: ImportOptions): Promise<void> {
  const { format, output, runDir, task, recipe, dataDir, ...pytorch } = options;
  if ((output === undefined) === (runDir === undefined)) {
    throw new InputError("Cannot import: give either --output or --run-dir");
  }
  const [of] = Object.keys(pytorch);
  if (format === "tfjs" && of !== undefined) {
    const flag = of === "batchSize" ? "batch-size" : of;
    throw new InputError(`Cannot use --${flag} with --format tfjs: it is only for pytorch`);
  }
  if (output !== undefined) await checkOutput(output, [path]);
  const model = format === "pytorch" ? await readPyTorch(path, pytorch) : await readTfjs(path);
  if (runDir !== undefined) {
    await startFromModel(model, { runDir, task, recipe, dataDir });
    console.log(`${runDir}: ${describeModel(model)}`);
    return;
  }
  const [first] = Object.entries({ task, recipe, "data-dir": dataDir }).filter(([, value]) =>
    value
  );
  if (first) throw new InputError(`Cannot use --${first[0]} with --output: it is for --run-dir`);
  await writeOutput(output!, encodeModel(model));
  console.log(`${output}: ${describeModel(model)}`);
}

async function readPyTorch(path: string, options: PyTorchImportOptions): Promise<PortableModel> {
  const bytes = await readFile("import", path);
  return await blameInput(() => importPyTorch(bytes, options));
}

async function readTfjs(path: string): Promise<PortableModel> {
  const text = new TextDecoder().decode(await readFile("import", path));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new InputError(`Cannot import ${path}: it is not JSON`, { cause });
  }
  const names = await blameInput(() => weightPaths(json));
  const parts = await Promise.all(
    names.map((name) => readFile("import", join(dirname(path), name))),
  );
  const weights = new Uint8Array(await new Blob(parts).arrayBuffer());
  return await blameInput(() => importTfjs(json, weights));
}
