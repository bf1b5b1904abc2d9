import {
  getKernel,
  type KernelBackend,
  type KernelFunc,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from "@tensorflow/tfjs-core";
import { aFunction, aString, check, having, oneOf, optional } from "../math/_rules.ts";
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
  /**
   * Whether they sum over the processes of `attributes.ranks`, which takes values that can be read within a step.
   * Default: no, and no batch can be spread over processes.
   */
  ranks?: boolean;
}

/** Backends whose kernels sum over processes. */
const SUMMING = new Set<string>();

/** Whether the kernels of a backend sum over the processes that a batch is spread over. */
export function sumsOverRanks(backendName: string): boolean {
  aString("look for kernels", "backendName", backendName);
  return SUMMING.has(backendName);
}

/**
 * Registers the kernels of a backend, replacing any earlier ones. `bnLstm` uses them from then on.
 *
 * @param backendName The name of the tfjs backend.
 */
export function registerFusedKernels(
  backendName: string,
  kernels: FusedKernels,
): void {
  check("register kernels", { backendName, kernels }, {
    backendName: aString,
    kernels: having({
      forward: aFunction,
      backward: aFunction,
      ranks: optional(oneOf(true, false)),
    }),
  });
  const { forward, backward, ranks = false } = kernels;
  const register = (kernelName: string, kernelFunc: KernelFunc) => {
    if (getKernel(kernelName, backendName)) unregisterKernel(kernelName, backendName);
    registerKernel({ kernelName, backendName, kernelFunc });
  };
  if (ranks) SUMMING.add(backendName);
  else SUMMING.delete(backendName);
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
