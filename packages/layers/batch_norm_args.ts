import type { NormalizationSites } from "@bnlstm/core";
import type { LSTMLayerArgs } from "@tensorflow/tfjs-layers";

/** Arguments that a batch-normalized LSTM layer has in addition to those of a plain one. */
export interface BatchNormOptions {
  /**
   * T_max: number of steps with statistics of their own; later steps use those of the last one. Default: that
   * of the input shape.
   */
  timeSteps?: number;
  /** How each site is normalized. Default: `"timestep"` everywhere. */
  sites?: NormalizationSites;
  /** Initial γ of every site. Default: 0.1. */
  gamma?: number;
  /** ε added to variances. Default: `DEFAULT_EPSILON`. */
  epsilon?: number;
  /** Weight of the old value at each update of the moving statistics, which Keras calls momentum. Default: 0.9. */
  decay?: number;
  /** Smallest share of active rows for which a step uses only its own statistics. Default: 0.25. */
  minShare?: number;
}

/** Arguments of `bnLSTM`: those of `tf.layers.lstm`, and those of batch normalization. */
export interface BatchNormLSTMLayerArgs extends LSTMLayerArgs, BatchNormOptions {}
