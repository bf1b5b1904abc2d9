import { UnavailableError } from "@bnlstm/core";
import { BN_LSTM_BACKWARD, BN_LSTM_FORWARD, registerFusedKernels } from "@bnlstm/core/kernels";
import { backwardKernel } from "./backward_kernel.ts";
import { forwardKernel } from "./forward_kernel.ts";
import { FusedWebGpuBackend } from "../device/fused_webgpu_backend.ts";
import { GpuCall } from "../device/gpu_call.ts";

registerFusedKernels("webgpu", {
  forward: (inputs, attributes, backend) =>
    GpuCall.run(
      fused(backend),
      BN_LSTM_FORWARD,
      (call) => forwardKernel(call, inputs, attributes),
    ),
  backward: (inputs, attributes, backend) =>
    GpuCall.run(
      fused(backend),
      BN_LSTM_BACKWARD,
      (call) => backwardKernel(call, inputs, attributes),
    ),
});

function fused(backend: unknown): FusedWebGpuBackend {
  if (backend instanceof FusedWebGpuBackend) return backend;
  throw new UnavailableError(
    "Cannot run the fused BN-LSTM: the webgpu backend is tfjs's own; call setupWebGpu() first",
  );
}
