import type { NormalizationSites } from "@bnlstm/core";
import type { LSTMLayerArgs } from "@tensorflow/tfjs-layers";

/** What a batch-normalized LSTM layer has beyond a plain one. */
export interface BatchNormOptions {
  /** T_max: steps with statistics of their own. Default: those of the input shape. */
  timeSteps?: number;
  /** How each site is normalized. Default: `"timestep"` everywhere. */
  sites?: NormalizationSites;
  /** What γ of every site starts at. Default: 0.1. */
  gamma?: number;
  /** ε added to variances. Default: `DEFAULT_EPSILON`. */
  epsilon?: number;
  /** Weight of the old value at each update of the moving statistics, which Keras calls momentum. Default: 0.9. */
  decay?: number;
  /** Smallest share of active rows with which a step uses its own statistics. Default: 0.25. */
  minShare?: number;
}

/** Arguments of `bnLSTM`: those of `tf.layers.lstm`, and what batch normalization needs. */
export interface BatchNormLSTMLayerArgs extends LSTMLayerArgs, BatchNormOptions {}
