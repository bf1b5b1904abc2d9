import {
  type BnLstmAttributes,
  type BnLstmForwardInputs,
  DIFFERENTIABLE_INPUTS,
  siteFeatures,
} from "@bnlstm/core/kernels";
import type { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { forward } from "../forward/forward.ts";
import { RESIDUAL_NAMES } from "./residuals.ts";
import { tensorValues } from "./tensor_values.ts";

const INPUTS = [...DIFFERENTIABLE_INPUTS, "inputPrior", "hiddenPrior", "cellPrior"] as const;

/** The forward kernel: inputs as typed arrays, outputs as tensors. */
export function forwardKernel(
  cpu: MathBackendCPU,
  inputs: BnLstmForwardInputs,
  attributes: BnLstmAttributes,
): TensorInfo[] {
  const { x, wh } = inputs;
  const [timeSteps, batchSize, inputSize] = x.shape;
  const hiddenSize = wh.shape[0];
  const result = forward(
    tensorValues(cpu, inputs, INPUTS),
    { timeSteps, batchSize, inputSize, hiddenSize },
    attributes,
  );

  const tensor = (shape: number[], values: Float32Array) =>
    cpu.makeTensorInfo(shape, "float32", values);
  const table = (values: Float32Array, features: number) =>
    tensor([2, values.length / (2 * features), features], values);
  const stateSize = batchSize * hiddenSize;
  const { residuals } = result;
  return [
    tensor([result.hs.length / stateSize, batchSize, hiddenSize], result.hs),
    tensor([batchSize, hiddenSize], result.h),
    tensor([batchSize, hiddenSize], result.c),
    table(result.inputStatistics, siteFeatures("input", hiddenSize)),
    table(result.hiddenStatistics, siteFeatures("hidden", hiddenSize)),
    table(result.cellStatistics, siteFeatures("cell", hiddenSize)),
    ...(residuals ? RESIDUAL_NAMES : []).map((name) =>
      tensor([residuals![name].length], residuals![name])
    ),
  ];
}
