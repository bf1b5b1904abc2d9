/**
 * Computes what the figures of the paper show: how gradients flow back through time, and how saturated the
 * gates and tanh on their way are. Nothing here draws, or depends on a runtime.
 *
 * @module
 */

export { type GateSaturation, gateSaturation } from "./gate_saturation.ts";
export { classifierGradientFlow, type FlowOptions, lstmGradientFlow } from "./gradient_flow.ts";
export { hiddenGradients, type RecurrentStep } from "./hidden_gradients.ts";
export {
  type TanhPassage,
  tanhPassage,
  type TanhRnnFlow,
  tanhRnnGradientFlow,
  type TanhRnnOptions,
} from "./tanh.ts";
