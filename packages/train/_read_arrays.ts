import type { Tensor } from "@tensorflow/tfjs-core";
import type { NamedArrays } from "./named_arrays.ts";

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
