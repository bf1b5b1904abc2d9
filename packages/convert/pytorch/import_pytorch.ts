import { InvalidTypeError } from "@bnlstm/core";
import { DEFAULT_EPSILON } from "@bnlstm/core/kernels";
import { between, oneOf, optional, record, string, typed, whole } from "@bnlstm/data/arguments";
import { readSafetensors } from "@bnlstm/train/safetensors";
import type { Head, PortableModel, PortableOptions } from "../portable_model.ts";
import { TensorSource } from "../_tensor_source.ts";
import { transpose } from "../_transpose.ts";
import { PORT_MARK, readPort } from "./_bn_port.ts";
import { NN_LSTM_MARK, readNnLstm } from "./_nn_lstm.ts";

/** Options of {@linkcode importPyTorch}. */
export interface PyTorchImportOptions {
  /**
   * Beginning of the names of the LSTM, e.g. `encoder.`; then nothing else in the file is read. Not needed for
   * a file with a single LSTM.
   */
  prefix?: string;
  /** Which h the linear layer reads, if there is one. Default: `"last"`. */
  reads?: Head["reads"];
  /** ε. Default: the value that `exportPyTorch` recorded in the file, or else 1e-5, the default of PyTorch. */
  epsilon?: number;
  /**
   * n, the number of rows of a training batch. PyTorch's running variances divide by n − 1; if n is given, they
   * are converted to those of this library, which divide by n. If absent, they stay as they are, and results
   * are those of PyTorch.
   */
  batchSize?: number;
}

const ATTEMPT = "import the PyTorch model";
const OPTIONS = record({
  prefix: optional(string),
  reads: optional(oneOf("last", "every")),
  epsilon: optional(between(Number.MIN_VALUE, Infinity)),
  batchSize: optional(whole(2)),
});

/**
 * Reads a PyTorch state dict that was saved as safetensors: that of `torch.nn.LSTM`, or of the public PyTorch
 * port of BN-LSTM with its statistics of every step. The only other thing in the file may be one
 * `torch.nn.Linear`, which becomes the head.
 *
 * Results agree with those of PyTorch in `eval()` to about 1e-6 of the largest value.
 *
 * @param bytes The file.
 * @throws {TypeError} If the file is not safetensors or contains no LSTM, or a tensor is missing, unknown or of
 * the wrong shape or element type.
 * @throws {RangeError} If a number in it is not finite, or an option is out of range.
 */
export function importPyTorch(
  bytes: Uint8Array,
  options: PyTorchImportOptions = {},
): PortableModel {
  OPTIONS(ATTEMPT, "options", options);
  typed("Uint8Array")(ATTEMPT, "bytes", bytes);
  if (isPickle(bytes)) {
    throw new InvalidTypeError(
      `Cannot ${ATTEMPT}: the file must be safetensors, got a pickle, as torch.save writes; save ` +
        "the state dict with safetensors.torch.save_file",
    );
  }
  const { tensors, metadata } = readSafetensors(bytes, ATTEMPT);
  const source = new TensorSource(tensors, ATTEMPT);
  const { prefix, mark } = findLstm(source, options.prefix);
  const lstm = mark === PORT_MARK
    ? readPort(source, prefix, options.batchSize)
    : readNnLstm(source, prefix);
  const epsilon = options.epsilon ?? Number(metadata.epsilon ?? DEFAULT_EPSILON);
  const model: PortableModel = { ...lstm, options: { ...lstm.options, epsilon } };
  if (options.prefix === undefined) {
    const head = readLinear(source, model.options, options.reads ?? "last");
    if (head) model.head = head;
  }
  source.finish(options.prefix);
  return model;
}

/** Whether a file was written by `torch.save`: a zip archive with a pickle, or by old versions a pickle. */
function isPickle([first, second]: Uint8Array): boolean {
  return (first === 0x50 && second === 0x4b) || (first === 0x80 && second <= 5);
}

/** Finds the LSTM of a file: the beginning of its names, and the tensor by which it was recognized. */
function findLstm(source: TensorSource, wanted?: string): { prefix: string; mark: string } {
  const found = source.names.flatMap((name) => {
    const mark = [NN_LSTM_MARK, PORT_MARK].find((mark) => name.endsWith(mark));
    if (mark === undefined) return [];
    const prefix = name.slice(0, -mark.length);
    return wanted === undefined || prefix === wanted ? [{ prefix, mark }] : [];
  });
  if (found.length === 0) {
    const names = [NN_LSTM_MARK, PORT_MARK].map((mark) => `${wanted ?? ""}${mark}`).join(" or ");
    throw source.error(
      `the file of an LSTM has a tensor ${names}, got ${source.names[0] ?? "no tensors"}`,
    );
  }
  if (found.length > 1) {
    const prefixes = found.map(({ prefix }) => JSON.stringify(prefix)).join(", ");
    throw source.error(`prefix must say which LSTM is meant, got several: ${prefixes}`);
  }
  return found[0];
}

/** A `torch.nn.Linear`: `weight [K, features]` and `bias [K]`. */
function readLinear(
  source: TensorSource,
  { hiddenSize, bidirectional }: PortableOptions,
  reads: Head["reads"],
): Head | undefined {
  const name = source.unread.find((name) => /(^|\.)weight$/.test(name));
  if (name === undefined) return undefined;
  const features = hiddenSize * (bidirectional ? 2 : 1);
  const [outputs] = source.shape(name, "K", String(features));
  const weight = transpose(source.take(name, [outputs, features]), features);
  const biasName = name.replace(/weight$/, "bias");
  // With bias=False there is none.
  const bias = source.has(biasName) ? source.take(biasName, [outputs]) : new Float32Array(outputs);
  return {
    weight: { shape: [features, outputs], values: weight },
    bias: { shape: [outputs], values: bias },
    reads,
  };
}
