import type { Tensor } from "@tensorflow/tfjs-core";

/** The name of the first tensor that holds NaN or infinity, if one does. Reads all of them. */
export async function findNonFinite(
  tensors: Readonly<Record<string, Tensor>>,
): Promise<string | undefined> {
  for (const [name, tensor] of Object.entries(tensors)) {
    if (!(await tensor.data<"float32">()).every(Number.isFinite)) return name;
  }
}
