import { registerFusedKernels } from "@bnlstm/core/kernels";
import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import { findBackendFactory, registerBackend } from "@tensorflow/tfjs-core";
import { backwardKernel } from "./backward_kernel.ts";
import { forwardKernel } from "./forward_kernel.ts";

// Importing tfjs's package registers its backend. But its package.json lets bundlers for Node drop an import
// that is made only for this side effect, and with it all kernels; an import by name they keep whole.
if (!findBackendFactory("cpu")) registerBackend("cpu", () => new MathBackendCPU());

registerFusedKernels("cpu", {
  forward: (inputs, attributes, backend) =>
    forwardKernel(backend as MathBackendCPU, inputs, attributes),
  backward: (inputs, attributes, backend) =>
    backwardKernel(backend as MathBackendCPU, inputs, attributes),
  ranks: true,
});
