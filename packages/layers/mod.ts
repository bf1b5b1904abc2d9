/**
 * LSTM layers for `tf.layers` models over the fused kernels of the bnlstm backends: the plain LSTM, the
 * batch-normalized LSTM (Cooijmans et al., 2016), and one function that puts the former in place of the LSTM layers
 * of a model that is there already.
 *
 * @module
 */

export type { BatchNormLSTMLayerArgs, BatchNormOptions } from "./batch_norm_args.ts";
export { bnLSTM } from "./bn_lstm.ts";
export { fuse, type FusedModel, type FuseOptions, type LeftLayer, unfuse } from "./fuse.ts";
export { lstm } from "./lstm.ts";
