import { InvalidTypeError } from "@bnlstm/core";
import type { Checkpoint } from "./checkpoint.ts";

/**
 * Refuses a checkpoint whose configuration describes a model that does not match the file, before memory is
 * allocated for it: a few bytes of JSON could ask for any amount of memory.
 *
 * @param attempt Completes "Cannot …" in error messages.
 */
export function checkSizes(
  { config: { model }, data, parameters, statistics }: Pick<
    Checkpoint,
    "config" | "data" | "parameters" | "statistics"
  >,
  attempt: string,
): void {
  const { hiddenSize, layers } = model;
  const width = "embeddingSize" in model ? model.embeddingSize : 4 * hiddenSize;
  const held = Object.values(parameters).reduce((sum, { values }) => sum + values.length, 0);
  // Every model has at least these matrices: Wh of each layer, one that reads a symbol, one that scores a
  // class.
  const needed = { hiddenSize: layers * 4 * hiddenSize ** 2, inputSize: data.inputSize * width };
  for (
    const [name, size] of Object.entries({ ...needed, classes: data.classes * hiddenSize })
  ) {
    if (size <= held) continue;
    throw new InvalidTypeError(
      `Cannot ${attempt}: its ${name} needs ${size} parameters, and the file has ${held}`,
    );
  }
  const stores = Object.values(statistics);
  const steps = stores.reduce((most, { timeSteps }) => Math.max(most, timeSteps), 0);
  if (stores.some((store) => store.hiddenSize !== hiddenSize) || data.timeSteps > steps) {
    throw new InvalidTypeError(
      `Cannot ${attempt}: its statistics are not those of ${hiddenSize} units and ` +
        `${data.timeSteps} time steps`,
    );
  }
}
