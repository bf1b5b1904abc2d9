import { registerFusedKernels } from "@bnlstm/core/kernels";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { backwardKernel } from "./backward_kernel.ts";
import { forwardKernel } from "./forward_kernel.ts";
import type { Runtime } from "../runtime/runtime.ts";

/**
 * Registers the kernels of a runtime, replacing any earlier ones.
 *
 * @param recompute Number of steps whose residuals are kept at a time, 0 for all.
 */
export function registerKernels(runtime: Runtime, recompute: number): void {
  registerFusedKernels("wasm", {
    forward: (inputs, attributes, backend) =>
      forwardKernel(runtime, backend as BackendWasm, inputs, attributes, recompute),
    backward: (inputs, attributes, backend) =>
      backwardKernel(runtime, backend as BackendWasm, inputs, attributes),
    ranks: true,
  });
}
