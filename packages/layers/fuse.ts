import { InvalidTypeError } from "@bnlstm/core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { rebuild } from "./_rebuild.ts";
import { show, unsupportedArgument } from "./_unsupported_argument.ts";
import { FusedLSTM } from "./_fused_lstm.ts";

/** Name of the class of tfjs's layer. */
const LSTM = "LSTM";

/** An LSTM layer that `fuse` did not replace. */
export interface LeftLayer {
  /** Its name. */
  name: string;
  /** Why it was not replaced. */
  reason: string;
}

/** What `fuse` returns. */
export interface FusedModel {
  /** The model with its LSTM layers replaced, or the given model if there was none to replace.
   */
  model: LayersModel;
  /** Names of the layers that were replaced. */
  replaced: string[];
  /** LSTM layers that were not replaced. */
  left: LeftLayer[];
}

/** Options of `fuse`. */
export interface FuseOptions {
  /**
   * Whether layers with `recurrentActivation: "hardSigmoid"`, the default of tfjs, are replaced by layers with
   * the sigmoid. The two differ by up to 0.08, so this is for models that are not trained yet. Default: false.
   */
  replaceHardSigmoid?: boolean;
}

/**
 * Replaces every LSTM layer of a model that can be replaced with a fused one, also inside `bidirectional` and
 * nested models. Weights, names, and the arguments of `compile` are kept; the state of stateful layers is
 * reset.
 *
 * The returned model shares nothing with the given one, which may be disposed of.
 *
 * @throws {TypeError} If an option is unknown.
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
  checkModel("fuse the model", model);
  if (typeof options !== "object" || options === null) {
    throw new InvalidTypeError(
      `Cannot fuse the model: options must be an object, got ${show(options)}`,
    );
  }
  const { replaceHardSigmoid = false, ...unknown } = options;
  for (const name of Object.keys(unknown)) {
    throw new InvalidTypeError(`Cannot fuse the model: unknown option ${name}`);
  }
  if (typeof replaceHardSigmoid !== "boolean") {
    throw new InvalidTypeError(
      `Cannot fuse the model: replaceHardSigmoid must be true or false, got ${
        show(replaceHardSigmoid)
      }`,
    );
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
 * Replaces every fused LSTM layer with tfjs's own: the inverse of `fuse`, for saving a model that is to be
 * loaded without this package. Batch-normalized layers stay.
 *
 * @returns The model with its layers replaced, or the given model if there was none to replace.
 */
export function unfuse(model: LayersModel): LayersModel {
  checkModel("unfuse the model", model);
  return rebuild(
    model,
    (className, config) =>
      className === FusedLSTM.className ? { className: LSTM, config } : undefined,
  ) ?? model;
}

/** Refuses what is no layers model, of whichever copy of tfjs. */
function checkModel(attempt: string, model: unknown): void {
  if (typeof (model as LayersModel | null)?.getConfig === "function") return;
  throw new InvalidTypeError(`Cannot ${attempt}: it must be a LayersModel, got ${show(model)}`);
}
