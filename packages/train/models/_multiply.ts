import { customGrad, matMul, type Tensor, type Tensor2D, transpose } from "@tensorflow/tfjs-core";

/**
 * The matrix product `[N, I] [I, O]`, with a gradient that transposes its operands beforehand: tfjs's WASM
 * kernel is about ten times as slow when it has to read a matrix transposed.
 */
export function multiply(a: Tensor2D, b: Tensor2D): Tensor2D {
  return product(a, b) as Tensor2D;
}

const product = customGrad((...args: unknown[]) => {
  const [a, b, save] = args as [Tensor2D, Tensor2D, (tensors: Tensor[]) => void];
  save([a, b]);
  return {
    value: matMul(a, b),
    gradFunc: (dy: Tensor, [a, b]: Tensor[]) => [
      matMul(dy, transpose(b)),
      matMul(transpose(a), dy),
    ],
  };
}) as (a: Tensor2D, b: Tensor2D) => Tensor;
