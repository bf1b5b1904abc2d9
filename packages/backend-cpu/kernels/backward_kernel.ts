import {
  type BnLstmAttributes,
  type BnLstmBackwardInputs,
  DIFFERENTIABLE_INPUTS,
  SAVED_INPUTS,
} from "@bnlstm/core/kernels";
import type { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { backward } from "../backward/backward.ts";
import { RESIDUAL_NAMES, type Residuals } from "./residuals.ts";
import { tensorValues } from "./tensor_values.ts";

const INPUTS = ["dHs", "dH", "dC", ...SAVED_INPUTS] as const;

/** The backward kernel: upstream gradients and residuals as typed arrays, gradients as tensors. */
export function backwardKernel(
  cpu: MathBackendCPU,
  inputs: BnLstmBackwardInputs,
  attributes: BnLstmAttributes,
): TensorInfo[] {
  const { x, wh } = inputs;
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
    attributes,
  );
  const shapes = {
    ...Object.fromEntries(Object.entries(inputs).map(([name, info]) => [name, info?.shape])),
    bias: [4 * hiddenSize],
  } as Record<string, number[]>;
  return DIFFERENTIABLE_INPUTS.map((name) =>
    cpu.makeTensorInfo(shapes[name], "float32", gradients[name])
  );
}
