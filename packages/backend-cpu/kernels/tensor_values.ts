import type { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import type { NamedTensorInfoMap } from "@tensorflow/tfjs-core";

/** The values of some float32 inputs of a kernel, by name and without copying. */
export function tensorValues<Name extends string>(
  backend: MathBackendCPU,
  inputs: NamedTensorInfoMap,
  names: readonly Name[],
): Record<Name, Float32Array> {
  const entries = names.map((name) => [name, backend.data.get(inputs[name]!.dataId).values]);
  return Object.fromEntries(entries);
}
