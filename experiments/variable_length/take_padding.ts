import type { BatchNormLSTM } from "@bnlstm/core";
import {
  mul,
  sum,
  type Tensor2D,
  type Tensor3D,
  tensor3d,
  type TensorContainerObject,
  tidy,
} from "@tensorflow/tfjs-core";

/**
 * Lets an LSTM take padding for input in training: it enters every statistic. The last h of a row is still
 * the one where the row ends, and evaluation is not changed.
 *
 * The LSTM itself is changed, since models ask for its results in their own ways.
 *
 * @throws {RangeError} If the LSTM reads both ways: padding would come first in the other one.
 */
export function takePadding(lstm: BatchNormLSTM): void {
  if (lstm.options.bidirectional) {
    throw new RangeError("Cannot take padding for input: the LSTM must read from the start only");
  }
  const apply = lstm.apply.bind(lstm);
  lstm.apply = (x, options) => {
    const { mode, lengths } = options;
    if (mode === "eval" || lengths === undefined) return apply(x, options);
    return tidy(() => {
      const result = apply(x, { ...options, lengths: undefined, returnSequences: true });
      const whole = { ...result, h: atEnds(result.hs!, lengths) };
      return whole as typeof whole & TensorContainerObject;
    });
  };
}

/** The value of each row at its last step: `[T, B, H]` to `[B, H]`. */
function atEnds(hs: Tensor3D, lengths: ArrayLike<number>): Tensor2D {
  const [timeSteps, batchSize] = hs.shape;
  const last = new Float32Array(timeSteps * batchSize);
  for (let b = 0; b < batchSize; b++) last[(lengths[b] - 1) * batchSize + b] = 1;
  return sum(mul(hs, tensor3d(last, [timeSteps, batchSize, 1])), 0);
}
