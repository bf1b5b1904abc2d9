import {
  BN_LSTM_BACKWARD,
  BN_LSTM_FORWARD,
  type BnLstmAttributes,
  type BnLstmBackwardInputs,
  type BnLstmForwardInputs,
} from "@bnlstm/core";
import {
  getKernel,
  type KernelFunc,
  registerKernel,
  unregisterKernel,
} from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { backwardKernel } from "./backward_kernel.ts";
import { forwardKernel } from "./forward_kernel.ts";
import type { Runtime } from "../runtime/runtime.ts";

/**
 * Registers the kernels of a runtime in place of any before.
 *
 * @param recompute Steps whose residuals are kept at a time, 0 for all.
 */
export function registerKernels(runtime: Runtime, recompute: number): void {
  register(BN_LSTM_FORWARD, ({ inputs, backend, attrs }) =>
    forwardKernel(
      runtime,
      backend as BackendWasm,
      inputs as BnLstmForwardInputs,
      attrs as unknown as BnLstmAttributes,
      recompute,
    ));
  register(BN_LSTM_BACKWARD, ({ inputs, backend, attrs }) =>
    backwardKernel(
      runtime,
      backend as BackendWasm,
      inputs as BnLstmBackwardInputs,
      attrs as unknown as BnLstmAttributes,
    ));
}

function register(kernelName: string, kernelFunc: KernelFunc): void {
  if (getKernel(kernelName, "wasm")) unregisterKernel(kernelName, "wasm");
  registerKernel({ kernelName, backendName: "wasm", kernelFunc });
}
