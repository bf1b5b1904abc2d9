import { registerFusedKernels } from "@bnlstm/core/kernels";
import type { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import { backwardKernel } from "./backward_kernel.ts";
import { forwardKernel } from "./forward_kernel.ts";

registerFusedKernels("cpu", {
  forward: (inputs, attributes, backend) =>
    forwardKernel(backend as MathBackendCPU, inputs, attributes),
  backward: (inputs, attributes, backend) =>
    backwardKernel(backend as MathBackendCPU, inputs, attributes),
});
