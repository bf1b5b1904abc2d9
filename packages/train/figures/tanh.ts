/**
 * Computes what the paper's figures of the tanh RNN show, without TensorFlow.js, for pages that load nothing
 * else.
 *
 * @module
 */

export { type TanhPassage, tanhPassage } from "./tanh_passage.ts";
export { type TanhRnnFlow, tanhRnnGradientFlow, type TanhRnnOptions } from "./tanh_rnn_flow.ts";
