import { InvalidTypeError } from "@bnlstm/core";
import type { RunConfig } from "../config/run_config.ts";
import type { DataShape } from "../tasks/data_shape.ts";
import type { Checkpoint } from "./checkpoint.ts";

/** Refuses parameters that do not match their configuration, like {@linkcode checkSizes}. */
export function checkHeld(
  { config: { model }, data, parameters }: Pick<Checkpoint, "config" | "data" | "parameters">,
  attempt: string,
): void {
  const held = Object.values(parameters).reduce((sum, { values }) => sum + values.length, 0);
  for (const [name, size] of Object.entries(leastSizes(model, data))) {
    if (size <= held) continue;
    throw new InvalidTypeError(
      `Cannot ${attempt}: its ${name} needs ${size} parameters, and the file has ${held}`,
    );
  }
}

/** Numbers in matrices that every model has: Wh of each layer, one that reads a symbol, one that scores a class. */
export function leastSizes(
  model: RunConfig["model"],
  { inputSize, classes }: DataShape,
): Record<string, number> {
  const { hiddenSize, layers } = model;
  const width = "embeddingSize" in model ? model.embeddingSize : 4 * hiddenSize;
  return {
    hiddenSize: layers * 4 * hiddenSize ** 2,
    inputSize: inputSize * width,
    classes: classes * hiddenSize,
  };
}

/**
 * Refuses a checkpoint whose configuration describes a model that does not match the file, before memory is
 * allocated for it: a few bytes of JSON could ask for any amount of memory.
 *
 * @param attempt Completes "Cannot …" in error messages.
 */
export function checkSizes(
  checkpoint: Pick<Checkpoint, "config" | "data" | "parameters" | "statistics">,
  attempt: string,
): void {
  checkHeld(checkpoint, attempt);
  const { config: { model: { hiddenSize } }, data, statistics } = checkpoint;
  const stores = Object.values(statistics);
  const steps = stores.reduce((most, { timeSteps }) => Math.max(most, timeSteps), 0);
  if (stores.some((store) => store.hiddenSize !== hiddenSize) || data.timeSteps > steps) {
    throw new InvalidTypeError(
      `Cannot ${attempt}: its statistics are not those of ${hiddenSize} units and ` +
        `${data.timeSteps} time steps`,
    );
  }
}
