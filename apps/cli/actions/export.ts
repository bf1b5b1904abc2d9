import {
  encodeModel,
  exportOnnx,
  exportPyTorch,
  exportTfjs,
  type PortableModel,
} from "@bnlstm/convert";
import { join } from "node:path";
import { blameInput, InputError } from "../input_error.ts";
import { describeModel } from "../report/describe_model.ts";
import { readModel, type StatisticsOfCheckpoint } from "../run/read_model.ts";
import { checkOutput, writeOutput } from "../run/write_output.ts";
import { systemReason } from "../system_reason.ts";

/** Options of the command `export`. */
export interface ExportOptions {
  /** What to write. */
  format: "pytorch" | "onnx" | "tfjs" | "bnlstm";
  /** Where to. */
  output: string;
  /** Which statistics of a run. */
  statistics?: StatisticsOfCheckpoint;
  /** ONNX: whether rows have lengths of their own. */
  lengths?: boolean;
  /** ONNX: whether each call continues from the previous one. */
  streaming?: boolean;
  /** PyTorch: number of rows of the batches from which it would have estimated variances. */
  batchSize?: number;
}

/** Options that belong to one format. */
const OF_FORMAT = { lengths: "onnx", streaming: "onnx", batchSize: "pytorch" } as const;

/** Writes the model of a run or of a file for another program. */
export async function exportModel(path: string, options: ExportOptions): Promise<void> {
  const { format, output, statistics } = options;
  for (const [name, owner] of Object.entries(OF_FORMAT)) {
    if (options[name as keyof typeof OF_FORMAT] !== undefined && owner !== format) {
      const flag = `--${name.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)}`;
      throw new InputError(`Cannot use ${flag} with --format ${format}: it is only for ${owner}`);
    }
  }
  if (format !== "tfjs") await checkOutput(output, [path]);
  const model = await readModel(path, statistics);
  const files = await blameInput(() => filesOf(model, options));
  if (format === "tfjs") await makeFolder(output);
  for (const [name, content] of Object.entries(files)) {
    await writeOutput(name === "" ? output : join(output, name), content);
  }
  console.log(`${output}: ${describeModel(model)}`);
}

/** Contents by name below the output; the output itself has no name. */
function filesOf(
  model: PortableModel,
  { format, lengths, streaming, batchSize }: ExportOptions,
): Record<string, string | Uint8Array> {
  switch (format) {
    case "pytorch":
      return { "": exportPyTorch(model, { batchSize }) };
    case "onnx":
      return { "": exportOnnx(model, { lengths, streaming }) };
    case "tfjs": {
      const { modelJson, weights } = exportTfjs(model);
      return { "model.json": JSON.stringify(modelJson), "weights.bin": weights };
    }
    case "bnlstm":
      return { "": encodeModel(model) };
  }
}

async function makeFolder(path: string): Promise<void> {
  try {
    await Deno.mkdir(path, { recursive: true });
  } catch (cause) {
    throw new InputError(`Cannot create folder ${path}: ${systemReason(cause)}`, { cause });
  }
}
