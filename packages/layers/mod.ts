/**
 * LSTM layers for `tf.layers` models that run on the fused kernels of the bnlstm backends: the plain LSTM, the
 * batch-normalized LSTM (Cooijmans et al., 2016), and a function that replaces the LSTM layers of an existing
 * model with the former.
 *
 * @module
 */

export type { BatchNormLSTMLayerArgs, BatchNormOptions } from "./batch_norm_args.ts";
export { bnLSTM } from "./bn_lstm.ts";
export { fuse, type FusedModel, type FuseOptions, type LeftLayer, unfuse } from "./fuse.ts";
export { lstm } from "./lstm.ts";
