import {
  type BnLstmAttributes,
  type BnLstmBackwardInputs,
  type BnLstmForwardInputs,
  DEFAULT_EPSILON,
  FORWARD_OUTPUTS,
  type SequenceShape,
  type StepSchedule,
} from "@bnlstm/core/kernels";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { backwardKernel } from "../kernels/backward_kernel.ts";
import { forwardKernel } from "../kernels/forward_kernel.ts";
import type { FusedWebGpuBackend } from "../device/fused_webgpu_backend.ts";
import { GpuCall } from "../device/gpu_call.ts";

/** Number of passes, of which the fastest counts; an additional first one compiles. */
const PASSES = 3;

/**
 * Times a forward and a backward pass of the kernels alone, every site normalized.
 *
 * @param limit Time to beat, in milliseconds: a pass that takes twice as long is not repeated.
 * @returns Time of the fastest pass in milliseconds, until its gradients can be read.
 */
export async function timeTrainingStep(
  backend: FusedWebGpuBackend,
  shape: SequenceShape,
  schedule: StepSchedule,
  limit: number,
): Promise<number> {
  const { timeSteps, batchSize, inputSize, hiddenSize } = shape;
  const width = 4 * hiddenSize;
  const random = (...size: number[]) => {
    const length = size.reduce((a, b) => a * b);
    // The values do not matter for the time, as long as they are ordinary.
    const values = Float32Array.from({ length }, (_, i) => Math.sin(i));
    return backend.makeTensorInfo(size, "float32", values);
  };
  const state = [batchSize, hiddenSize] as const;
  const inputs: BnLstmForwardInputs = {
    x: random(timeSteps, batchSize, inputSize),
    wx: random(inputSize, width),
    wh: random(hiddenSize, width),
    bias: random(width),
    gammaX: random(width),
    gammaH: random(width),
    gammaC: random(hiddenSize),
    betaC: random(hiddenSize),
    h0: random(...state),
    c0: random(...state),
    inputPrior: random(2, 1, width),
    hiddenPrior: random(2, 1, width),
    cellPrior: random(2, 1, hiddenSize),
  };
  const upstream = {
    dHs: random(timeSteps, batchSize, hiddenSize),
    dH: random(...state),
    dC: random(...state),
  };
  const attributes: BnLstmAttributes = {
    sites: { input: "timestep", hidden: "timestep", cell: "timestep" },
    epsilon: DEFAULT_EPSILON,
    schedule,
    returnSequences: true,
    keepResiduals: true,
  };
  const free = (tensors: TensorInfo[]) =>
    tensors.forEach(({ dataId }) => backend.disposeData(dataId));

  let fastest = Infinity;
  for (let pass = 0; pass <= PASSES && !(fastest > 2 * limit && pass > 1); pass++) {
    const start = performance.now();
    const outputs = GpuCall.run(backend, "tune", (call) => forwardKernel(call, inputs, attributes));
    const residuals = outputs.slice(FORWARD_OUTPUTS.length)
      .map((info, i) => [`residual${i}`, info]);
    const backwardInputs = {
      ...inputs,
      ...upstream,
      ...Object.fromEntries(residuals),
    } as BnLstmBackwardInputs;
    const gradients = GpuCall.run(
      backend,
      "tune",
      (call) => backwardKernel(call, backwardInputs, attributes),
    );
    await backend.read(gradients.at(-1)!.dataId);
    if (pass > 0) fastest = Math.min(fastest, performance.now() - start);
    free([...outputs, ...gradients]);
  }
  free([...Object.values(inputs), ...Object.values(upstream)] as TensorInfo[]);
  return fastest;
}
