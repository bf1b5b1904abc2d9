import "@bnlstm/backend-cpu";
import "@bnlstm/core/gradients";
import { bnLSTM, fuse, lstm, unfuse } from "@bnlstm/layers";
import { layers, type LayersModel, sequential } from "@tensorflow/tfjs-layers";
import { setBackend } from "@tensorflow/tfjs-core";
import { rightCall as call, type RightCalls } from "./right_call.ts";

await setBackend("cpu");
const plain = sequential({
  layers: [layers.lstm({ units: 2, recurrentActivation: "sigmoid", inputShape: [3, 2] })],
});
const { model: fused } = fuse(plain);
const shaped = { units: 2, inputShape: [3, 2] };
const sites = () => ({ input: "sequence", hidden: "timestep", cell: "none" });

/** Every function of `@bnlstm/layers`. */
export const LAYERS_CALLS: RightCalls = {
  bnLSTM: call((args) => {
    bnLSTM(args);
  }, () => [{
    ...{ units: 2, inputShape: [3, 2], timeSteps: 3, sites: sites(), gamma: 0.1, epsilon: 1e-5 },
    ...{ decay: 0.9, minShare: 0.25, returnSequences: true, returnState: false, useBias: true },
  }]),
  "bnLSTM, built": call(
    (args) => disposed(sequential({ layers: [bnLSTM({ ...args as object, ...shaped })] })),
    () => [{ timeSteps: 3, sites: sites(), gamma: 0.1, epsilon: 1e-5, decay: 0.9 }],
  ),
  fuse: call(
    (model, options) => disposed(fuse(model, options).model),
    () => [plain, { replaceHardSigmoid: true }],
  ),
  lstm: call((args) => {
    lstm(args);
  }, () => [{
    ...{ units: 2, inputShape: [3, 2], returnSequences: true, returnState: false, useBias: true },
    ...{ unitForgetBias: true, activation: "tanh", recurrentActivation: "sigmoid", dropout: 0 },
  }]),
  unfuse: call((model) => disposed(unfuse(model)), () => [fused]),
};

/** Frees a model that was made by a call, but not one that it was given. */
function disposed(model: LayersModel): void {
  if (model !== plain && model !== fused) model.dispose();
}
