import type { ModelStatistics } from "@bnlstm/core";
import { serialize } from "@bnlstm/core/statistics";
import { checker } from "@bnlstm/data/arguments";
import { CHECKPOINT } from "../loop/_rules.ts";
import { CHECKPOINT_VERSION, type CheckpointState } from "./_checkpoint_state.ts";
import { SEAL, seal } from "./_seal.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { SafetensorsTensor } from "./safetensors_file.ts";
import { writeSafetensors } from "./write_safetensors.ts";

/**
 * Encodes a checkpoint as one safetensors file that contains its own checksum. The same state gives the same
 * bytes.
 *
 * Tensors are named `parameters/layer0.wh`, `optimizer/layer0.wh.meanSquare` or
 * `statistics/layer0/input.mean`; everything else is JSON in the metadata entry `state`.
 */
export async function encodeCheckpoint(checkpoint: Checkpoint): Promise<Uint8Array<ArrayBuffer>> {
  check({ checkpoint });
  const { parameters, optimizer, statistics, population, sampler, ...rest } = checkpoint;
  const tensors: Record<string, SafetensorsTensor> = {};
  const add = (group: string, named: Record<string, SafetensorsTensor>) => {
    for (const [name, tensor] of Object.entries(named)) tensors[`${group}/${name}`] = tensor;
  };
  /** Adds the arrays of the stores and returns their headers by cell. */
  const addStatistics = (group: string, stores: ModelStatistics) =>
    Object.fromEntries(
      Object.entries(stores).map(([cell, store]) => {
        const { header, arrays } = serialize(store);
        for (const [name, values] of Object.entries(arrays)) {
          add(`${group}/${cell}`, { [name]: { shape: [values.length], values } });
        }
        return [cell, header];
      }),
    );
  add("parameters", parameters);
  add("optimizer", optimizer);
  const state: CheckpointState = {
    version: CHECKPOINT_VERSION,
    ...rest,
    sampler,
    statistics: addStatistics("statistics", statistics),
    population: population && addStatistics("population", population),
  };
  const bytes = writeSafetensors({
    tensors,
    metadata: { ...SEAL, format: "bnlstm checkpoint", state: JSON.stringify(state) },
  });
  await seal(bytes);
  return bytes;
}

const check = checker("encode a checkpoint", { checkpoint: CHECKPOINT });
