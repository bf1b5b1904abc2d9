import { InvalidTypeError, type ModelStatistics } from "@bnlstm/core";
import { type Checkpoint, restoreModel } from "@bnlstm/train";
import { CharacterModel, SoftmaxModel } from "@bnlstm/train/models";
import { checkModel, isNormalized, type PortableModel } from "./portable_model.ts";

/**
 * Returns the model of a checkpoint: its LSTM, and its softmax layer as the head.
 *
 * @param statistics Population statistics to use. Default: those of the pass over the training set if the
 *   checkpoint has them, otherwise the moving average.
 * @throws {TypeError} If its model is anything but an LSTM with a softmax layer.
 */
export function checkpointModel(
  checkpoint: Checkpoint,
  statistics: ModelStatistics = checkpoint?.population ?? checkpoint?.statistics,
): PortableModel {
  const attempt = "take the model from the checkpoint";
  const model = restoreModel(checkpoint);
  try {
    if (!(model instanceof SoftmaxModel)) {
      throw new InvalidTypeError(
        `Cannot ${attempt}: it must be an LSTM with a softmax layer, got that of task ` +
          checkpoint.config.task,
      );
    }
    const { "head.weight": weight, "head.bias": bias, ...parameters } = checkpoint.parameters;
    const { options } = model.lstm;
    const portable: PortableModel = {
      options,
      parameters,
      ...isNormalized(options.sites) && { statistics },
      head: { weight, bias, reads: model instanceof CharacterModel ? "every" : "last" },
    };
    checkModel(portable, attempt);
    return portable;
  } finally {
    model.dispose();
  }
}
