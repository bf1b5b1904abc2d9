import { InvalidTypeError } from "@bnlstm/core";
import { both, instance, type Rule } from "@bnlstm/data/arguments";
import { Tensor } from "@tensorflow/tfjs-core";

/** Tensors `[T, B, I]` with at least one step, row and value. */
export const SEQUENCE_TENSOR: Rule = both(instance(Tensor), (attempt, name, value) => {
  const { shape, isDisposed } = value as Tensor;
  if (shape.length === 3 && !shape.includes(0) && !isDisposed) return;
  throw new InvalidTypeError(
    `Cannot ${attempt}: ${name} must have the shape [T, B, I], got ${
      isDisposed ? "a tensor that has been disposed of" : `[${shape}]`
    }`,
  );
});
