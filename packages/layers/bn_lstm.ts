import type { NormalizationSites } from "@bnlstm/core";
import type { LSTMLayerArgs, RNN } from "@tensorflow/tfjs-layers";
import { BatchNormLSTMLayer } from "./_batch_norm_lstm_layer.ts";

/** What a batch-normalized LSTM layer has beyond a plain one. */
export interface BatchNormOptions {
  /** T_max: steps with statistics of their own. Default: those of the input shape. */
  timeSteps?: number;
  /** How each site is normalized. Default: `"timestep"` everywhere. */
  sites?: NormalizationSites;
  /** What γ of every site starts at; 0.1 when absent. */
  gamma?: number;
  /** ε added to variances. Default: `DEFAULT_EPSILON`. */
  epsilon?: number;
  /** Weight of the old value at each update of the moving statistics, which Keras calls momentum; 0.99 when absent. */
  decay?: number;
  /** Smallest share of active rows with which a step uses its own statistics. Default: 0.25. */
  minShare?: number;
}

/** Arguments of `bnLSTM`: those of `tf.layers.lstm`, and what batch normalization needs. */
export interface BatchNormLSTMLayerArgs extends LSTMLayerArgs, BatchNormOptions {}

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
