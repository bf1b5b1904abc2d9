import {
  engine,
  type NamedAttrMap,
  type NamedTensorMap,
  registerGradient,
  type Tensor,
} from "@tensorflow/tfjs-core";
import {
  BN_LSTM_BACKWARD,
  BN_LSTM_FORWARD,
  DIFFERENTIABLE_INPUTS,
  FORWARD_OUTPUTS,
  MAX_RESIDUALS,
  SAVED_INPUTS,
} from "./kernels.ts";

// The one gradient of all backends: it calls the backward kernel of whichever backend is current. No
// gradient flows into the batch statistics, which are reported, not differentiated.
registerGradient({
  kernelName: BN_LSTM_FORWARD,
  inputsToSave: [...SAVED_INPUTS],
  outputsToSave: [
    ...FORWARD_OUTPUTS.map(() => false),
    ...new Array<boolean>(MAX_RESIDUALS).fill(true),
  ],
  gradFunc: (upstream, saved, attributes: NamedAttrMap) => {
    const [dHs, dH, dC] = upstream as Tensor[];
    const inputs: NamedTensorMap = { dHs, dH, dC };
    SAVED_INPUTS.forEach((name, i) => inputs[name] = saved[i]);
    saved.slice(SAVED_INPUTS.length).forEach((tensor, i) => inputs[`residual${i}`] = tensor);
    // Run at once: all gradients come from one pass, whichever of them are asked for.
    const gradients = engine().runKernel(BN_LSTM_BACKWARD, inputs, attributes) as Tensor[];
    return Object.fromEntries(DIFFERENTIABLE_INPUTS.map((name, i) => [name, () => gradients[i]]));
  },
});
