import { InvalidTypeError } from "@bnlstm/core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { rebuild } from "./_rebuild.ts";
import { unsupportedArgument } from "./_unsupported_argument.ts";
import { FusedLSTM } from "./_fused_lstm.ts";

/** Name of the class of tfjs's layer. */
const LSTM = "LSTM";

/** A layer that `fuse` left as it was. */
export interface LeftLayer {
  /** Its name. */
  name: string;
  /** Why it cannot be replaced. */
  reason: string;
}

/** What `fuse` returns. */
export interface FusedModel {
  /** The model with its LSTM layers replaced; the one given where there was none to replace. */
  model: LayersModel;
  /** Names of the layers that were replaced. */
  replaced: string[];
  /** LSTM layers that were left as they were. */
  left: LeftLayer[];
}

/** How `fuse` treats layers that it could not replace otherwise. */
export interface FuseOptions {
  /**
   * Whether layers with `recurrentActivation: "hardSigmoid"`, which is what tfjs's LSTM has when nothing else is asked
   * for, are replaced by layers with the sigmoid. Default: false. The two differ by up to 0.08, so that this is for
   * models which are yet to be trained.
   */
  replaceHardSigmoid?: boolean;
}

/**
 * Puts a fused layer in place of every LSTM layer of a model that it can, inside `bidirectional` and nested models
 * too. Weights, names, and what the model was compiled with are kept; the state of stateful layers starts anew.
 *
 * The model returned shares nothing with the one given, which may be disposed of.
 *
 * @example
 * ```ts
 * import { fuse } from "@bnlstm/layers";
 * import * as tf from "@tensorflow/tfjs";
 *
 * const slow = tf.sequential({
 *   layers: [
 *     tf.layers.lstm({ units: 32, recurrentActivation: "sigmoid", inputShape: [50, 8] }),
 *     tf.layers.dense({ units: 1 }),
 *   ],
 * });
 * const { model, left } = fuse(slow);
 * ```
 */
export function fuse(model: LayersModel, options: FuseOptions = {}): FusedModel {
  const { replaceHardSigmoid = false, ...unknown } = options;
  for (const name of Object.keys(unknown)) {
    throw new InvalidTypeError(`Cannot fuse the model: unknown option ${name}`);
  }
  const replaced: string[] = [];
  const left: LeftLayer[] = [];
  const fused = rebuild(model, (className, config) => {
    if (className !== LSTM) return undefined;
    const name = String(config.name);
    const wanted = replaceHardSigmoid && config.recurrentActivation === "hardSigmoid"
      ? { ...config, recurrentActivation: "sigmoid" }
      : config;
    const reason = unsupportedArgument(wanted);
    if (reason) {
      left.push({ name, reason });
      return undefined;
    }
    replaced.push(name);
    return { className: FusedLSTM.className, config: wanted };
  });
  return { model: fused ?? model, replaced, left };
}

/**
 * Puts tfjs's own LSTM layer in place of every fused one: the inverse of `fuse`, for a model that is to be saved and
 * loaded where this package is not. Batch-normalized layers stay.
 *
 * @returns The model with its layers replaced; the one given where there was none to replace.
 */
export function unfuse(model: LayersModel): LayersModel {
  return rebuild(
    model,
    (className, config) =>
      className === FusedLSTM.className ? { className: LSTM, config } : undefined,
  ) ?? model;
}
