import { permuteGates } from "@bnlstm/core/gates";
import { DEFAULT_MIN_SHARE } from "@bnlstm/core/kernels";
import type { NamedArrays } from "@bnlstm/train";
import type { SafetensorsTensor } from "@bnlstm/train/safetensors";
import {
  type Cell,
  modelCells,
  PLAIN_SITES,
  type PortableModel,
  type PortableOptions,
} from "../portable_model.ts";
import type { TensorSource } from "../_tensor_source.ts";
import { transpose } from "../_transpose.ts";
import { checkGates } from "./_check_gates.ts";

/** Name of a tensor of `torch.nn.LSTM`. */
function nameOf(what: string, { layer, reverse }: Pick<Cell, "layer" | "reverse">): string {
  return `${what}_l${layer}${reverse ? "_reverse" : ""}`;
}

const FIRST = { layer: 0, reverse: false };

/** The tensor by which a `torch.nn.LSTM` is recognized. */
export const NN_LSTM_MARK: string = nameOf("weight_ih", FIRST);

/** Reads `torch.nn.LSTM`: `[4H, I]`, gates in the order i, f, g, o, two biases, which are added. */
export function readNnLstm(
  source: TensorSource,
  prefix: string,
): Pick<PortableModel, "parameters"> & { options: Omit<PortableOptions, "epsilon"> } {
  const at = (what: string, cell: Pick<Cell, "layer" | "reverse">) => prefix + nameOf(what, cell);
  const projection = at("weight_hr", FIRST);
  if (source.has(projection)) {
    throw source.error(`${projection} belongs to proj_size, which is not supported`);
  }
  const [, inputSize] = source.shape(at("weight_ih", FIRST), "4H", "I");
  const recurrent = at("weight_hh", FIRST);
  const [gates, hiddenSize] = source.shape(recurrent, "4H", "H");
  checkGates(source, recurrent, gates, hiddenSize);
  let layers = 1;
  while (source.has(at("weight_ih", { layer: layers, reverse: false }))) layers++;
  const options = {
    inputSize,
    hiddenSize,
    layers,
    bidirectional: source.has(at("weight_ih", { layer: 0, reverse: true })),
    sites: PLAIN_SITES,
    minShare: DEFAULT_MIN_SHARE,
    initialState: "zero" as const,
  };
  const width = 4 * hiddenSize;
  const ours = (values: Float32Array) => permuteGates(values, hiddenSize, "pytorch", "paper");
  const biases = source.has(at("bias_ih", FIRST)) ? ["bias_ih", "bias_hh"] : [];
  const parameters: NamedArrays = {};
  for (const cell of modelCells(options)) {
    const add = (name: string, shape: number[], values: Float32Array) =>
      parameters[`${cell.name}.${name}`] = { shape, values: ours(values) };
    const matrix = (what: string, columns: number) =>
      transpose(source.take(at(what, cell), [width, columns]), columns);
    add("wx", [cell.inputSize, width], matrix("weight_ih", cell.inputSize));
    add("wh", [hiddenSize, width], matrix("weight_hh", hiddenSize));
    const bias = new Float32Array(width);
    for (const what of biases) {
      source.take(at(what, cell), [width]).forEach((value, k) => bias[k] += value);
    }
    add("bias", [width], bias);
  }
  return { options, parameters };
}

/** Writes a cell of a plain LSTM as one of `torch.nn.LSTM`. */
export function writeNnLstm(model: PortableModel, cell: Cell): Record<string, SafetensorsTensor> {
  const { hiddenSize } = model.options;
  const width = 4 * hiddenSize;
  const theirs = (name: string) =>
    permuteGates(model.parameters[`${cell.name}.${name}`].values, hiddenSize, "paper", "pytorch");
  const matrix = (name: string, columns: number) => ({
    shape: [width, columns],
    values: transpose(theirs(name), width),
  });
  return {
    [nameOf("weight_ih", cell)]: matrix("wx", cell.inputSize),
    [nameOf("weight_hh", cell)]: matrix("wh", hiddenSize),
    [nameOf("bias_ih", cell)]: { shape: [width], values: theirs("bias") },
    // PyTorch adds two biases.
    [nameOf("bias_hh", cell)]: { shape: [width], values: new Float32Array(width) },
  };
}
