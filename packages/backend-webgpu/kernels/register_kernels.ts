import {
  BN_LSTM_BACKWARD,
  BN_LSTM_FORWARD,
  type BnLstmAttributes,
  type BnLstmBackwardInputs,
  type BnLstmForwardInputs,
} from "@bnlstm/core";
import { registerKernel } from "@tensorflow/tfjs-core";
import { backward } from "./backward_kernel.ts";
import { forward } from "./forward_kernel.ts";
import { FusedWebGpuBackend } from "../device/fused_webgpu_backend.ts";
import { GpuCall } from "../device/gpu_call.ts";

// The two kernels of the contract in @bnlstm/core for tfjs's `webgpu` backend.
registerKernel({
  kernelName: BN_LSTM_FORWARD,
  backendName: "webgpu",
  kernelFunc: ({ inputs, backend, attrs }) =>
    GpuCall.run(
      fused(backend),
      BN_LSTM_FORWARD,
      (call) => forward(call, inputs as BnLstmForwardInputs, attrs as unknown as BnLstmAttributes),
    ),
});
registerKernel({
  kernelName: BN_LSTM_BACKWARD,
  backendName: "webgpu",
  kernelFunc: ({ inputs, backend, attrs }) =>
    GpuCall.run(
      fused(backend),
      BN_LSTM_BACKWARD,
      (call) =>
        backward(call, inputs as BnLstmBackwardInputs, attrs as unknown as BnLstmAttributes),
    ),
});

function fused(backend: unknown): FusedWebGpuBackend {
  if (backend instanceof FusedWebGpuBackend) return backend;
  throw new Error(
    "Cannot run the fused BN-LSTM: the webgpu backend is tfjs's own; call setupWebGpu() first",
  );
}
