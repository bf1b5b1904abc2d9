import type { RNN } from "@tensorflow/tfjs-layers";
import { BatchNormLSTMLayer } from "./_batch_norm_lstm_layer.ts";
import type { BatchNormLSTMLayerArgs } from "./batch_norm_args.ts";

/**
 * A batch-normalized LSTM layer (Cooijmans et al., 2016), which takes the arguments of `tf.layers.lstm` and a few more.
 *
 * In training each step is normalized with the statistics of the minibatch, which move those of the layer: non-trainable
 * weights, which everything else uses. A layer that is not `trainable` uses them in training too, and leaves them alone.
 * Saved models refer to it as `BatchNormLSTM`, and are loaded where this module was imported.
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
 * @throws {TypeError} If an argument is unknown, or what it asks for is not supported.
 * @throws {RangeError} If a number is out of range.
 */
export function bnLSTM(args: BatchNormLSTMLayerArgs): RNN {
  return new BatchNormLSTMLayer(args);
}
