import {
  customGrad,
  type GradSaveFunc,
  matMul,
  type Tensor,
  type Tensor2D,
  transpose,
} from "@tensorflow/tfjs-core";

/**
 * The product of two matrices, with a gradient that transposes them before it multiplies.
 *
 * That of tfjs's own `matMul` leaves the transposition to the kernel, which on the wasm backend takes tens of
 * times as long as a product of matrices that lie in order.
 *
 * @param a `[N, M]`.
 * @param b `[M, K]`.
 * @returns `[N, K]`.
 */
export function matrixProduct(a: Tensor2D, b: Tensor2D): Tensor2D {
  return customGrad((a, b, save) => {
    (save as GradSaveFunc)([a as Tensor, b as Tensor]);
    return {
      value: matMul(a as Tensor2D, b as Tensor2D),
      gradFunc: (dy: Tensor, [a, b]: Tensor[]) => [
        matMul(dy as Tensor2D, transpose(b as Tensor2D)),
        matMul(transpose(a as Tensor2D), dy as Tensor2D),
      ],
    };
  })(a, b) as Tensor2D;
}
