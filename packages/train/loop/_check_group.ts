import { InvalidRangeError, InvalidTypeError, UnavailableError } from "@bnlstm/core";
import { version_core } from "@tensorflow/tfjs-core";
import type { NamedArrays } from "../checkpoint/named_arrays.ts";
import type { RunConfig } from "../config/run_config.ts";
import type { DataShape } from "../tasks/data_shape.ts";
import manifest from "../deno.json" with { type: "json" };
import type { ProcessGroup } from "./process_group.ts";

/**
 * Checks that all processes are set up alike, and that there are rows for each of them.
 *
 * @throws {TypeError} If a process has another version, another configuration or other data.
 * @throws {RangeError} If there are too few rows in a batch.
 */
export function checkGroup(config: RunConfig, shape: DataShape, group: ProcessGroup): void {
  const statistics = group.statistics ? "synchronized" : "local";
  const versions = { "version of bnlstm": manifest.version, "version of tfjs": version_core };
  const settings = flat({ ...versions, ...config, shape, "--statistics": statistics });
  const all = group.gather(new TextEncoder().encode(JSON.stringify(settings)))
    .map((bytes) => JSON.parse(new TextDecoder().decode(bytes)));
  all.forEach((other, rank) => {
    const name = Object.keys({ ...all[0], ...other }).find((name) => all[0][name] !== other[name]);
    if (name === undefined) return;
    throw new InvalidTypeError(
      `Cannot train on several processes: ${name} must be the same on all, got ${
        all[0][name]
      } on ` +
        `rank 0 and ${other[name]} on rank ${rank}`,
    );
  });
  const { batchSize } = config.training;
  const rows = group.statistics || config.model.normalization === "none" ? 1 : 2;
  if (batchSize < rows * group.size) {
    throw new InvalidRangeError(
      `Cannot train on ${group.size} processes: batch size must be at least ${
        rows * group.size
      }, ` +
        `${rows} for each, got ${batchSize}`,
    );
  }
}

/**
 * Checks that the parameters of all processes are still equal to the bit: updates are never sent, but computed
 * by each process from the same sums.
 *
 * @throws {Error} If those of one process differ.
 */
export async function checkParameters(
  parameters: NamedArrays,
  step: number,
  group: ProcessGroup,
): Promise<void> {
  const digests = Object.values(parameters).map(async ({ values }) =>
    new Uint8Array(await crypto.subtle.digest("SHA-256", Float32Array.from(values)))
  );
  const bytes = Uint8Array.from((await Promise.all(digests)).flatMap((digest) => [...digest]));
  const all = group.gather(bytes);
  const wrong = all.findIndex((other) => other.some((byte, i) => byte !== all[0][i]));
  if (wrong < 0) return;
  throw new UnavailableError(
    `Cannot go on: the parameters of rank ${wrong} are not those of rank 0 at step ${step}; do they run ` +
      "on the same kind of processor, with the same number of threads?",
  );
}

/** The leaves of an object as text, by path. */
function flat(value: object, path = ""): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? Object.entries(flat(inner, `${path}${key}.`))
        : [[`${path}${key}`, String(inner)]]
    ),
  );
}
