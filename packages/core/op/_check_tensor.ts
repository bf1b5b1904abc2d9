import { Tensor } from "@tensorflow/tfjs-core";
import { InvalidTypeError } from "../math/invalid_input.ts";
import { must } from "../math/_rules.ts";

const isTensor = must("a tensor", (value) => value instanceof Tensor);

/**
 * Refuses what is no tensor of float32, has been disposed of, or has another shape.
 *
 * @param attempt Completes "Cannot …" in error messages.
 * @param shape Sizes, outermost first; `undefined` where any will do. Default: any shape.
 */
export function checkTensor(
  attempt: string,
  name: string,
  value: unknown,
  shape?: readonly (number | undefined)[],
): void {
  isTensor(attempt, name, value);
  const tensor = value as Tensor;
  const fail = (state: string) => new InvalidTypeError(`Cannot ${attempt}: ${name} ${state}`);
  if (tensor.isDisposed) throw fail("has been disposed of");
  if (shape === undefined) return;
  if (tensor.dtype !== "float32") throw fail(`must be float32, got ${tensor.dtype}`);
  const fits = tensor.shape.length === shape.length &&
    shape.every((size, i) => size === undefined || tensor.shape[i] === size);
  if (fits) return;
  const wanted = shape.map((size) => size ?? "any");
  throw fail(`must have the shape [${wanted}], got [${tensor.shape}]`);
}
