import { InvalidTypeError, type ModelStatistics } from "@bnlstm/core";
import { deserialize, type SerializedStoreHeader } from "@bnlstm/core/statistics";
import { type CheckpointState, checkpointState } from "./_checkpoint_state.ts";
import { isSealed } from "./_seal.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { NamedArrays } from "./named_arrays.ts";
import { checkSizes } from "./_check_sizes.ts";
import { dictionary } from "./_dictionary.ts";
import { readSafetensors } from "./read_safetensors.ts";

const ATTEMPT = "read checkpoint";

/**
 * Reads what `encodeCheckpoint` wrote, after checking all of it.
 *
 * @throws {TypeError} If the file is truncated, altered, or not a checkpoint.
 * @throws {RangeError} If statistics in it cannot be those of a run.
 */
export async function decodeCheckpoint(bytes: Uint8Array): Promise<Checkpoint> {
  const { tensors, metadata } = readSafetensors(bytes, ATTEMPT);
  if (metadata.format !== "bnlstm checkpoint") {
    fail(`the file is not a checkpoint of this program, got format ${show(metadata.format)}`);
  }
  if (!(await isSealed(bytes))) {
    fail("the file was altered, its checksum is not that of its contents");
  }

  const { statistics, population, version: _, ...state } = parseState(metadata.state);
  const groups = grouped(Object.entries(tensors));
  for (const name of groups.keys()) {
    if (!GROUPS.includes(name)) fail(`it has tensors of an unknown kind, ${show(name)}`);
  }
  const arrays = (name: string) => dictionary(groups.get(name) ?? []) as NamedArrays;
  const stores = (name: string, headers: Record<string, unknown>) =>
    readStatistics(headers, grouped(groups.get(name) ?? []));
  const checkpoint: Checkpoint = {
    ...state,
    parameters: arrays("parameters"),
    optimizer: arrays("optimizer"),
    statistics: stores("statistics", statistics),
    ...(population && { population: stores("population", population) }),
  };
  checkSizes(checkpoint, ATTEMPT);
  return checkpoint;
}

/** The part before the first slash in the name of a tensor. */
const GROUPS = ["parameters", "optimizer", "statistics", "population"];

function parseState(text: string | undefined): CheckpointState {
  let json: unknown;
  try {
    json = JSON.parse(text ?? "");
  } catch {
    fail("its state is not JSON");
  }
  const { data, error } = checkpointState.safeParse(json);
  if (data !== undefined) return data;
  const [{ path, message }] = error.issues;
  return fail(`its state is malformed at "${path.join(".")}": ${message}`);
}

/** Reads statistics from the headers and arrays of each cell. */
function readStatistics(
  headers: Record<string, unknown>,
  cells: ReadonlyMap<string, Map<string, { values: unknown }>>,
): ModelStatistics {
  for (const cell of cells.keys()) {
    if (!Object.hasOwn(headers, cell)) fail(`it has tensors of an unknown cell, ${show(cell)}`);
  }
  return dictionary(
    Object.entries(headers).map(([cell, header]) => {
      const arrays = [...cells.get(cell) ?? []].map(([name, { values }]) =>
        [name, values] as const
      );
      const store = deserialize({
        header: header as SerializedStoreHeader,
        arrays: dictionary(arrays) as Record<string, Float64Array>,
      });
      return [cell, store] as const;
    }),
  );
}

/** Groups values by the part of their name before the first slash; names without a slash belong to no group. */
function grouped<T>(named: Iterable<readonly [string, T]>): Map<string, Map<string, T>> {
  const groups = new Map<string, Map<string, T>>();
  for (const [name, value] of named) {
    const slash = name.indexOf("/");
    const group = name.slice(0, Math.max(0, slash));
    if (!groups.has(group)) groups.set(group, new Map());
    groups.get(group)!.set(name.slice(slash + 1), value);
  }
  return groups;
}

function show(value: unknown): string {
  return value === undefined ? "none" : JSON.stringify(value);
}

function fail(state: string): never {
  throw new InvalidTypeError(`Cannot ${ATTEMPT}: ${state}`);
}
