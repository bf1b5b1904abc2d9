import type { LSTMLayerArgs, RNN } from "@tensorflow/tfjs-layers";
import { FusedLSTM } from "./_fused_lstm.ts";

/**
 * Creates an LSTM layer that computes what `tf.layers.lstm` with `recurrentActivation: "sigmoid"` computes, and
 * takes the same arguments. Saved models refer to it as `FusedLSTM`; import this module before loading them.
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
 * @throws {TypeError} If an argument is unknown, or has a value that is not supported.
 */
export function lstm(args: LSTMLayerArgs): RNN {
  return new FusedLSTM(args);
}
