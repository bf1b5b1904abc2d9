import type { Tensor } from "@tensorflow/tfjs-core";
import type { NamedArrays } from "./named_arrays.ts";

/** Reads tensors from their backend, all at once. */
export async function readArrays(tensors: Readonly<Record<string, Tensor>>): Promise<NamedArrays> {
  return Object.fromEntries(
    await Promise.all(
      Object.entries(tensors).map(async ([name, tensor]) => [
        name,
        { shape: tensor.shape, values: await tensor.data<"float32">() },
      ]),
    ),
  );
}
