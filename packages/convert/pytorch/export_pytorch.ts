import { optional, record, whole } from "@bnlstm/data/arguments";
import { type SafetensorsTensor, writeSafetensors } from "@bnlstm/train/safetensors";
import {
  checkModel,
  checkZeroStart,
  isNormalized,
  modelCells,
  type PortableModel,
} from "../portable_model.ts";
import { transpose } from "../_transpose.ts";
import { writePort } from "./_bn_port.ts";
import { writeNnLstm } from "./_nn_lstm.ts";

/** Options of {@linkcode exportPyTorch}. */
export interface PyTorchExportOptions {
  /**
   * n, the number of rows of a training batch. If given, variances are converted to those that PyTorch keeps,
   * which divide by n − 1. If absent, they stay as they are, and results are those of this library.
   */
  batchSize?: number;
}

const ATTEMPT = "export the model to PyTorch";
const OPTIONS = record({ batchSize: optional(whole(2)) });

/**
 * Encodes a model as a PyTorch state dict in a safetensors file: a plain LSTM with the names of
 * `torch.nn.LSTM`, a normalized one with those of the public PyTorch port of BN-LSTM. With a head, names begin
 * with `lstm.` and `head.`.
 *
 * In PyTorch, results in `eval()` agree with those of mode `"eval"` here to about 1e-6 of the largest value.
 *
 * @throws {TypeError} If the model is not complete, or an option is unknown.
 * @throws {RangeError} If the batch size is not above 1.
 */
export function exportPyTorch(
  model: PortableModel,
  options: PyTorchExportOptions = {},
): Uint8Array<ArrayBuffer> {
  OPTIONS(ATTEMPT, "options", options);
  const { batchSize } = options;
  checkModel(model, ATTEMPT);
  checkZeroStart(model, ATTEMPT);
  const { head, options: { sites, epsilon } } = model;
  const varianceFactor = batchSize === undefined ? 1 : batchSize / (batchSize - 1);
  const prefix = head ? "lstm." : "";
  const tensors: Record<string, SafetensorsTensor> = {};
  for (const cell of modelCells(model.options)) {
    const written = isNormalized(sites)
      ? writePort(model, cell, varianceFactor)
      : writeNnLstm(model, cell);
    for (const [name, tensor] of Object.entries(written)) tensors[prefix + name] = tensor;
  }
  if (head) {
    const [features, outputs] = head.weight.shape;
    const values = transpose(head.weight.values, outputs);
    tensors["head.weight"] = { shape: [outputs, features], values };
    tensors["head.bias"] = head.bias;
  }
  return writeSafetensors({ tensors, metadata: { format: "pt", epsilon: String(epsilon) } });
}
