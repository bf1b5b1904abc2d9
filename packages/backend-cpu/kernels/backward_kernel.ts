import {
  BN_LSTM_BACKWARD,
  type BnLstmAttributes,
  type BnLstmBackwardInputs,
  DIFFERENTIABLE_INPUTS,
  SAVED_INPUTS,
} from "@bnlstm/core";
import type { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import type { KernelConfig, TensorInfo } from "@tensorflow/tfjs-core";
import { backward } from "../backward/backward.ts";
import { RESIDUAL_NAMES, type Residuals } from "./residuals.ts";
import { tensorValues } from "./tensor_values.ts";

const INPUTS = ["dHs", "dH", "dC", ...SAVED_INPUTS] as const;

/** The backward kernel of the contract in `@bnlstm/core` for tfjs's `cpu` backend. */
export const backwardKernel: KernelConfig = {
  kernelName: BN_LSTM_BACKWARD,
  backendName: "cpu",
  kernelFunc: ({ inputs, backend, attrs }): TensorInfo[] => {
    const cpu = backend as MathBackendCPU;
    const { x, wh } = inputs as BnLstmBackwardInputs;
    const [timeSteps, batchSize, inputSize] = x.shape;
    const hiddenSize = wh.shape[0];
    const saved = tensorValues(cpu, inputs, RESIDUAL_NAMES.map((_, i) => `residual${i}`));
    const residuals = Object.fromEntries(
      RESIDUAL_NAMES.map((name, i) => [name, saved[`residual${i}`]]),
    ) as unknown as Residuals;
    const gradients = backward(
      tensorValues(cpu, inputs, INPUTS),
      residuals,
      { timeSteps, batchSize, inputSize, hiddenSize },
      attrs as unknown as BnLstmAttributes,
    );
    const shapes = {
      ...Object.fromEntries(Object.entries(inputs).map(([name, info]) => [name, info?.shape])),
      bias: [4 * hiddenSize],
    } as Record<string, number[]>;
    return DIFFERENTIABLE_INPUTS.map((name) =>
      cpu.makeTensorInfo(shapes[name], "float32", gradients[name])
    );
  },
};
