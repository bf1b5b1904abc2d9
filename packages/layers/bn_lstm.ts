import type { RNN } from "@tensorflow/tfjs-layers";
import { BatchNormLSTMLayer } from "./_batch_norm_lstm_layer.ts";
import type { BatchNormLSTMLayerArgs } from "./batch_norm_args.ts";

/**
 * Creates a batch-normalized LSTM layer (Cooijmans et al., 2016), with the arguments of `tf.layers.lstm` and a
 * few more.
 *
 * In training each step is normalized with the statistics of the minibatch, which also update the moving
 * averages of the layer. These are non-trainable weights and are used everywhere else. A layer that is not
 * `trainable` uses the moving averages in training too, and does not update them. Saved models refer to the
 * layer as `BatchNormLSTM`; import this module before loading them.
 *
 * @example
 * ```ts
 * import { bnLSTM } from "@bnlstm/layers";
 * import * as tf from "@tensorflow/tfjs";
 *
 * const model = tf.sequential({
 *   layers: [bnLSTM({ units: 32, inputShape: [50, 8] }), tf.layers.dense({ units: 1 })],
 * });
 * ```
 *
 * @throws {TypeError} If an argument is unknown, or has a value that is not supported.
 * @throws {RangeError} If a number is out of range.
 */
export function bnLSTM(args: BatchNormLSTMLayerArgs): RNN {
  return new BatchNormLSTMLayer(args);
}
