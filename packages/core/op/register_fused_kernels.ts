import {
  getKernel,
  type KernelBackend,
  type KernelFunc,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from "@tensorflow/tfjs-core";
import {
  BN_LSTM_BACKWARD,
  BN_LSTM_FORWARD,
  type BnLstmAttributes,
  type BnLstmBackwardInputs,
  type BnLstmForwardInputs,
} from "./kernels.ts";

/** One of the two kernels as a backend implements it, with outputs in the order of the contract. */
export type FusedKernel<Inputs> = (
  inputs: Inputs,
  attributes: BnLstmAttributes,
  backend: KernelBackend,
) => TensorInfo[];

/** The two kernels of the contract. */
export interface FusedKernels {
  /** Returns the outputs named in `FORWARD_OUTPUTS`, then the backend's residuals. */
  forward: FusedKernel<BnLstmForwardInputs>;
  /** Returns a gradient for each of `DIFFERENTIABLE_INPUTS`. */
  backward: FusedKernel<BnLstmBackwardInputs>;
}

/**
 * Registers the kernels of a backend, replacing any earlier ones. `bnLstm` uses them from then on.
 *
 * @param backendName The name of the tfjs backend.
 */
export function registerFusedKernels(
  backendName: string,
  { forward, backward }: FusedKernels,
): void {
  const register = (kernelName: string, kernelFunc: KernelFunc) => {
    if (getKernel(kernelName, backendName)) unregisterKernel(kernelName, backendName);
    registerKernel({ kernelName, backendName, kernelFunc });
  };
  register(BN_LSTM_FORWARD, ({ inputs, attrs, backend }) =>
    forward(
      inputs as BnLstmForwardInputs,
      attrs as unknown as BnLstmAttributes,
      backend as KernelBackend,
    ));
  register(BN_LSTM_BACKWARD, ({ inputs, attrs, backend }) =>
    backward(
      inputs as BnLstmBackwardInputs,
      attrs as unknown as BnLstmAttributes,
      backend as KernelBackend,
    ));
}
