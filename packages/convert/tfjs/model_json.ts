import { InvalidTypeError } from "@bnlstm/core";
import type { SafetensorsTensor } from "@bnlstm/train/safetensors";

/** A tensor in the file of weights. */
export interface WeightEntry {
  /** Names of the layers and of the weight, separated by slashes. */
  name: string;
  /** Sizes, outermost first. */
  shape: number[];
  /** `"float32"`. */
  dtype: string;
  /** How numbers were quantized; must be absent. */
  quantization?: unknown;
}

/** `model.json` as written by tfjs and its converters. */
export interface ModelJson {
  /** `"layers-model"`. */
  format?: string;
  /** What wrote it. */
  generatedBy?: string;
  /** What converted it. */
  convertedBy?: string | null;
  /** The layers, as written by Keras. */
  modelTopology: unknown;
  /** Files of weights, and their contents. */
  weightsManifest: { paths: string[]; weights: WeightEntry[] }[];
}

/**
 * Checks that a value, usually parsed from a file, is a layers model of tfjs.
 *
 * @param fail Creates the error for a problem.
 * @throws {TypeError} If it is not.
 */
export function checkModelJson(given: unknown, fail: (state: string) => TypeError): ModelJson {
  const json = record(plain(given, fail), "model.json", fail);
  if (json.format !== undefined && json.format !== "layers-model") {
    throw fail(`format must be "layers-model", got ${JSON.stringify(json.format)}`);
  }
  if (json.modelTopology === undefined) throw fail("modelTopology is missing");
  if (!Array.isArray(json.weightsManifest)) throw fail("weightsManifest is missing");
  for (const [index, given] of json.weightsManifest.entries()) {
    const group = record(given, `weightsManifest[${index}]`, fail);
    if (!Array.isArray(group.paths) || !Array.isArray(group.weights)) {
      throw fail(`weightsManifest[${index}] must list paths and weights`);
    }
    for (const given of group.weights) {
      const entry = record(given, `a weight of weightsManifest[${index}]`, fail);
      const { name, shape, dtype, quantization } = entry;
      if (typeof name !== "string") throw fail("a weight has no name");
      if (!Array.isArray(shape) || !shape.every((size) => Number.isInteger(size) && size >= 0)) {
        throw fail(`the shape of ${name} must be a list of sizes, got ${JSON.stringify(shape)}`);
      }
      if (dtype !== "float32") throw fail(`${name} must be float32, got ${dtype}`);
      if (quantization !== undefined) {
        throw fail(`${name} must not be quantized; convert the model without quantization`);
      }
    }
  }
  return json as unknown as ModelJson;
}

/** What JSON can say of a value. */
function plain(given: unknown, fail: (state: string) => TypeError): unknown {
  try {
    return JSON.parse(JSON.stringify(given) ?? "null");
  } catch {
    throw fail("model.json must be what JSON can express");
  }
}

/**
 * The files of weights that a `model.json` names, as paths relative to it, in the order in which their bytes
 * must be joined.
 *
 * @throws {TypeError} If it is not a layers model of tfjs.
 */
export function weightPaths(modelJson: unknown): string[] {
  const fail = (state: string) => new InvalidTypeError(`Cannot read model.json: ${state}`);
  return checkModelJson(modelJson, fail).weightsManifest.flatMap(({ paths }) => paths);
}

/** The tensors of a model by name, from the bytes of all files of weights one after the other. */
export function readWeights(
  { weightsManifest }: ModelJson,
  bytes: Uint8Array,
  fail: (state: string) => TypeError,
): Record<string, SafetensorsTensor> {
  const tensors: Record<string, SafetensorsTensor> = {};
  let end = 0;
  for (const { name, shape } of weightsManifest.flatMap(({ weights }) => weights)) {
    const start = end;
    end += 4 * shape.reduce((product, size) => product * size, 1);
    // A copy, since it is aligned.
    if (end <= bytes.length) {
      tensors[name] = { shape, values: new Float32Array(bytes.slice(start, end).buffer) };
    }
  }
  if (end !== bytes.length) {
    throw fail(`the weights must have ${end} bytes in all, got ${bytes.length}`);
  }
  return tensors;
}

/** A value that must be an object. */
export function record(
  value: unknown,
  name: string,
  fail: (state: string) => TypeError,
): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw fail(
      `${name} must be an object, got ${
        Array.isArray(value) ? "a list" : value === null ? "null" : typeof value
      }`,
    );
  }
  return value as Record<string, unknown>;
}
