import { InvalidTypeError, type StatisticsStore } from "@bnlstm/core";
import { deserialize, serialize, type SerializedStoreHeader } from "@bnlstm/core/statistics";
import { typed } from "@bnlstm/data/arguments";
import type { NamedArray, NamedArrays } from "@bnlstm/train";
import {
  readSafetensors,
  type SafetensorsTensor,
  writeSafetensors,
} from "@bnlstm/train/safetensors";
import { z } from "zod";
import { checkModel, type PortableModel } from "./portable_model.ts";

const FORMAT = "bnlstm model";
const VERSION = 1;
const ATTEMPT = "read the model";

const size = z.int().min(1);
const site = z.enum(["none", "timestep"]);
const description = z.strictObject({
  version: z.literal(VERSION),
  options: z.strictObject({
    inputSize: size,
    hiddenSize: size,
    layers: size,
    bidirectional: z.boolean(),
    sites: z.strictObject({
      input: z.enum(["none", "timestep", "sequence"]),
      hidden: site,
      cell: site,
    }),
    epsilon: z.number().positive(),
    minShare: z.number().min(0).max(1),
    initialState: z.enum(["zero", "learned"]),
  }),
  head: z.enum(["last", "every"]).optional(),
  // Checked when the stores are read.
  statistics: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});

/**
 * Encodes a model as one safetensors file: tensors `parameters/layer0.wh`, `statistics/layer0/input.mean`,
 * `head/weight`, and everything else as JSON in the metadata entry `model`. The same model gives the same
 * bytes.
 *
 * @throws {TypeError} If the model is not complete.
 */
export function encodeModel(model: PortableModel): Uint8Array<ArrayBuffer> {
  checkModel(model, "write the model");
  const { options, parameters, statistics, head } = model;
  const tensors: Record<string, SafetensorsTensor> = {};
  for (const [name, array] of Object.entries(parameters)) tensors[`parameters/${name}`] = array;
  const headers = Object.entries(statistics ?? {}).map(([cell, store]) => {
    const { header, arrays } = serialize(store);
    for (const [name, values] of Object.entries(arrays)) {
      tensors[`statistics/${cell}/${name}`] = { shape: [values.length], values };
    }
    return [cell, header];
  });
  if (head) Object.assign(tensors, { "head/weight": head.weight, "head/bias": head.bias });
  const described = {
    version: VERSION,
    options,
    head: head?.reads,
    statistics: statistics && Object.fromEntries(headers),
  };
  return writeSafetensors({
    tensors,
    metadata: { format: FORMAT, model: JSON.stringify(described) },
  });
}

/** Whether a file claims to be written by `encodeModel`. */
export function isModelFile(bytes: Uint8Array): boolean {
  typed("Uint8Array")("look at a file", "bytes", bytes);
  const start = new TextDecoder("latin1").decode(bytes.subarray(8, 200));
  return start.includes(`"format":${JSON.stringify(FORMAT)}`);
}

/**
 * Reads what `encodeModel` wrote, after checking all of it.
 *
 * @throws {TypeError} If the file is not a model, or something in it is missing, unknown or of the wrong shape.
 * @throws {RangeError} If statistics in it cannot be those of a model.
 */
export function decodeModel(bytes: Uint8Array): PortableModel {
  const { tensors, metadata } = readSafetensors(bytes, ATTEMPT);
  if (metadata.format !== FORMAT) {
    throw error(`format must be "${FORMAT}", got ${JSON.stringify(metadata.format)}`);
  }
  const { options, head, statistics } = describe(metadata.model);
  const parameters: NamedArrays = {};
  const heads: NamedArrays = {};
  const arrays: Record<string, Record<string, Float64Array>> = {};
  for (const [name, tensor] of Object.entries(tensors)) {
    const [group, first, second] = name.split("/");
    if (group === "parameters" && second === undefined) parameters[first] = float32(name, tensor);
    else if (group === "head" && second === undefined) heads[first] = float32(name, tensor);
    else if (group === "statistics" && second !== undefined) {
      (arrays[first] ??= {})[second] = tensor.values as Float64Array;
    } else throw error(`unknown tensor ${JSON.stringify(name)}`);
  }
  const { weight, bias, ...unknown } = heads;
  for (const name of Object.keys(unknown)) throw error(`unknown tensor "head/${name}"`);
  if (head !== undefined && !(weight && bias)) throw error("head/weight or head/bias is missing");
  const stores = Object.entries(statistics ?? {}).map((
    [cell, header],
  ): [string, StatisticsStore] => [
    cell,
    deserialize({ header: header as unknown as SerializedStoreHeader, arrays: arrays[cell] ?? {} }),
  ]);
  const model: PortableModel = {
    options,
    parameters,
    ...statistics && { statistics: Object.fromEntries(stores) },
    ...head && { head: { weight, bias, reads: head } },
  };
  checkModel(model, ATTEMPT);
  return model;
}

function describe(text: string | undefined): z.infer<typeof description> {
  let json: unknown;
  try {
    json = JSON.parse(text ?? "");
  } catch {
    throw error("its description is not JSON");
  }
  const { data, error: problem } = description.safeParse(json);
  if (data !== undefined) return data;
  const [{ path, message }] = problem.issues;
  throw error(`its description is malformed at "${path.join(".")}": ${message}`);
}

function float32(name: string, { shape, values }: SafetensorsTensor): NamedArray {
  if (values instanceof Float32Array) return { shape, values };
  throw error(`${name} must hold float32, got ${values.constructor.name}`);
}

function error(state: string): TypeError {
  return new InvalidTypeError(`Cannot ${ATTEMPT}: ${state}`);
}
