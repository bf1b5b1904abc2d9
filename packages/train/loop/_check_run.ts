import { InvalidRangeError, InvalidTypeError } from "@bnlstm/core";
import { getBackend } from "@tensorflow/tfjs-core";
import { leastSizes } from "../checkpoint/_check_sizes.ts";
import type { RunConfig } from "../config/run_config.ts";
import type { DataShape } from "../tasks/data_shape.ts";

/**
 * Checks the configuration of a run and fills in the current backend.
 *
 * @throws {RangeError} If batches are too small for batch statistics.
 * @throws {TypeError} If the current backend is not the one named in the configuration.
 */
export function checkedConfig(config: RunConfig): RunConfig {
  const { backend, model, training } = config;
  if (model.normalization !== "none" && training.batchSize < 2) {
    throw new InvalidRangeError(
      `Cannot train: batch size must be at least 2 for batch statistics, got ${training.batchSize}`,
    );
  }
  if (backend !== "auto" && backend !== getBackend()) {
    throw new InvalidTypeError(
      `Cannot train: backend "${backend}" is not the current one, got "${getBackend()}"`,
    );
  }
  return { ...config, backend: getBackend() };
}

/** Most numbers in an array: 4 GiB in single precision. */
const MOST = 2 ** 30;

/** Refuses a model of which one array alone would not fit into memory. */
export function checkMemory({ model }: RunConfig, shape: DataShape): void {
  const sizes = { ...leastSizes(model, shape), timeSteps: shape.timeSteps * 4 * model.hiddenSize };
  for (const [name, size] of Object.entries(sizes)) {
    if (size <= MOST) continue;
    throw new InvalidRangeError(
      `Cannot train: ${name} must need ${MOST} numbers or fewer, got ${size}`,
    );
  }
}

/**
 * Checks that the data has the shape that the model was made for.
 *
 * @throws {TypeError} If it has another.
 */
export function checkShape(saved: DataShape, given: DataShape): void {
  for (const name of Object.keys({ ...saved, ...given }) as (keyof DataShape)[]) {
    // If its files were not the user's, or were not recorded, any are accepted.
    if (name === "files" && (saved.files === undefined || given.files === undefined)) continue;
    if (inKeyOrder(saved[name]) === inKeyOrder(given[name])) continue;
    throw new InvalidTypeError(
      name === "reading"
        ? "Cannot restore the run: its files are no longer those that it was started with"
        : `Cannot restore the run: ${name} must be ${saved[name]}, got ${given[name]}`,
    );
  }
}

/** A value as JSON that does not depend on the order in which its keys were written. */
function inKeyOrder(value: unknown): string | undefined {
  return JSON.stringify(value, (_, inner) => {
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a < b ? -1 : 1));
  });
}
