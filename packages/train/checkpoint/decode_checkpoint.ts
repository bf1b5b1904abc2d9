import { deserialize, type SerializedStoreHeader } from "@bnlstm/core/statistics";
import type { ModelStatistics } from "@bnlstm/core";
import { type CheckpointState, checkpointState } from "./_checkpoint_state.ts";
import { isSealed } from "./_seal.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { NamedArrays } from "./named_arrays.ts";
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
  const { parameters = {}, optimizer = {}, ...groups } = grouped(tensors);
  return {
    ...state,
    parameters: parameters as NamedArrays,
    optimizer: optimizer as NamedArrays,
    statistics: readStatistics(statistics, groups.statistics),
    ...(population && { population: readStatistics(population, groups.population) }),
  };
}

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

/** Puts statistics together from the headers and arrays of each cell. */
function readStatistics(
  headers: Record<string, unknown>,
  tensors: Record<string, { values: unknown }> = {},
): ModelStatistics {
  const cells = grouped(tensors);
  return Object.fromEntries(
    Object.entries(headers).map(([cell, header]) => {
      const arrays = Object.entries(cells[cell] ?? {}).map(([name, { values }]) => [name, values]);
      return [
        cell,
        deserialize({
          header: header as SerializedStoreHeader,
          arrays: Object.fromEntries(arrays),
        }),
      ];
    }),
  );
}

/** Splits names at their first slash. */
function grouped<T>(named: Record<string, T>): Record<string, Record<string, T>> {
  const groups: Record<string, Record<string, T>> = {};
  for (const [name, value] of Object.entries(named)) {
    const slash = name.indexOf("/");
    (groups[name.slice(0, slash)] ??= {})[name.slice(slash + 1)] = value;
  }
  return groups;
}

function show(value: unknown): string {
  return value === undefined ? "none" : JSON.stringify(value);
}

function fail(state: string): never {
  throw new TypeError(`Cannot ${ATTEMPT}: ${state}`);
}
