import type { Tensor } from "@tensorflow/tfjs-core";

/** Values of a tensor outside any backend. */
export interface NamedArray {
  /** Sizes, outermost first. */
  shape: number[];
  /** Elements in row-major order. */
  values: Float32Array;
}

/** Tensors by name. */
export type NamedArrays = Record<string, NamedArray>;

/** Copies tensors out of their backend, all at once. */
export async function readArrays(tensors: Readonly<Record<string, Tensor>>): Promise<NamedArrays> {
  return Object.fromEntries(
    await Promise.all(
      Object.entries(tensors).map(async ([name, tensor]) => [
        name,
        // A backend may hand out its own memory, which the next update changes.
        { shape: tensor.shape.slice(), values: (await tensor.data<"float32">()).slice() },
      ]),
    ),
  );
}
