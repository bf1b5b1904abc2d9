import { BatchNormLSTM, type BatchNormLSTMOptions, type ModelStatistics } from "@bnlstm/core";
import { boolean, instance, optional, record } from "@bnlstm/data/arguments";
import type { NamedArrays } from "@bnlstm/train";
import { tensor } from "@tensorflow/tfjs-core";
import { checkModel, type Head, isNormalized, type PortableModel } from "./portable_model.ts";

/**
 * Reads a model from its backend.
 *
 * @param statistics Population statistics; ignored if no site is normalized.
 * @param head The linear layer on top, if there is one.
 * @throws {TypeError} If statistics are missing, empty, or of another model.
 */
export async function captureModel(
  lstm: BatchNormLSTM,
  statistics?: ModelStatistics,
  head?: Head,
): Promise<PortableModel> {
  instance(BatchNormLSTM)("capture the model", "lstm", lstm);
  const parameters: NamedArrays = Object.fromEntries(
    await Promise.all(
      Object.entries(lstm.parameters).map(async ([name, parameter]) => [
        name,
        { shape: parameter.shape, values: await parameter.data<"float32">() },
      ]),
    ),
  );
  const { timeMajor: _, ...options } = lstm.options;
  const model: PortableModel = {
    options,
    parameters,
    ...isNormalized(lstm.options.sites) && { statistics },
    ...head && { head },
  };
  checkModel(model, "capture the model");
  return model;
}

/**
 * Creates a model on the current backend. Pass its statistics to `apply` as usual; applying the head is up to
 * the caller.
 *
 * @param layout Layout of sequences. Default: `[T, B, features]`.
 * @throws {TypeError} If the model is not complete.
 */
export function createModel(
  model: PortableModel,
  layout: Pick<BatchNormLSTMOptions, "timeMajor"> = {},
): BatchNormLSTM {
  checkModel(model, "create the model");
  record({ timeMajor: optional(boolean) })("create the model", "layout", layout);
  const lstm = BatchNormLSTM.create({ ...model.options, ...layout });
  for (const [name, variable] of Object.entries(lstm.parameters)) {
    const { values, shape } = model.parameters[name];
    const value = tensor(values, shape, "float32");
    variable.assign(value);
    value.dispose();
  }
  return lstm;
}
