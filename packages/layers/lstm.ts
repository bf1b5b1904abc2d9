import type { LSTMLayerArgs, RNN } from "@tensorflow/tfjs-layers";
import { FusedLSTM } from "./_fused_lstm.ts";

/**
 * An LSTM layer that computes what `tf.layers.lstm` with `recurrentActivation: "sigmoid"` computes, and takes the same
 * arguments. Saved models refer to it as `FusedLSTM`, and are loaded where this module was imported.
 *
 * @example
 * ```ts
 * import { lstm } from "@bnlstm/layers";
 * import * as tf from "@tensorflow/tfjs";
 *
 * const model = tf.sequential({
 *   layers: [lstm({ units: 32, inputShape: [50, 8] }), tf.layers.dense({ units: 1 })],
 * });
 * ```
 *
 * @throws {TypeError} If an argument is unknown, or what it asks for is not supported.
 */
export function lstm(args: LSTMLayerArgs): RNN {
  return new FusedLSTM(args);
}
