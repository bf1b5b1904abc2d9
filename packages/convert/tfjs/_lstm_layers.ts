import type { KerasLayer } from "./_keras_layers.ts";
import { record } from "./model_json.ts";

/** Arguments of a layer, with names in snake case as in files. */
export type LayerConfig = Readonly<Record<string, unknown>>;

/** A recurrent layer, possibly in a wrapper that makes it bidirectional. */
export interface LstmLayer {
  /** Name of the outermost layer, which is part of the names of its weights. */
  name: string;
  /** Arguments of the LSTM itself. */
  config: LayerConfig;
  /** Whether it is batch-normalized. */
  normalized: boolean;
  /** Whether it is bidirectional. */
  bidirectional: boolean;
}

/** A dense layer. */
export interface DenseLayer {
  name: string;
  config: LayerConfig;
}

/** What a model that can be imported consists of. */
export interface LstmLayers {
  /** At least one. */
  lstms: LstmLayer[];
  /** The dense layer on top, if there is one. */
  dense?: DenseLayer;
}

/** Layers that have no effect once a model is trained. */
const WITHOUT_EFFECT: readonly string[] = ["InputLayer", "Dropout", "SpatialDropout1D"];

/** The classes of recurrent layers: those of tfjs and Keras, and of `@bnlstm/layers`. */
const LSTM_CLASSES: readonly string[] = ["LSTM", "FusedLSTM", "BatchNormLSTM"];

/**
 * Arguments that must have certain values. A layer without the argument is accepted if `undefined` is among
 * them.
 */
const REQUIRED: Readonly<Record<string, { values: unknown[]; reason?: string }>> = {
  activation: { values: ["tanh"] },
  recurrent_activation: {
    values: ["sigmoid"],
    reason: "which tf.layers.lstm takes unless it is told otherwise",
  },
  go_backwards: { values: [false, undefined] },
  return_state: { values: [false, undefined] },
};

/**
 * Sorts the layers of a model: stacked LSTM layers, then at most one dense layer.
 *
 * @param fail Creates the error for a problem.
 * @throws {TypeError} If there are other layers, or an argument is not supported.
 */
export function lstmLayers(
  layers: readonly KerasLayer[],
  fail: (state: string) => TypeError,
): LstmLayers {
  const lstms: LstmLayer[] = [];
  let dense: DenseLayer | undefined;
  for (const { className, name, config } of layers) {
    if (WITHOUT_EFFECT.includes(className)) continue;
    const inner = className === "Bidirectional" || className === "TimeDistributed"
      ? innerLayer(name, config, fail)
      : { className, config };
    const distributed = className === "TimeDistributed";
    if (LSTM_CLASSES.includes(inner.className) && !distributed && dense === undefined) {
      const bidirectional = className === "Bidirectional";
      if (bidirectional && (config.merge_mode ?? "concat") !== "concat") {
        throw fail(`layer ${name} must have merge_mode "concat", got ${show(config.merge_mode)}`);
      }
      checkArguments(name, inner.config, fail);
      const normalized = inner.className === "BatchNormLSTM";
      lstms.push({ name, config: inner.config, normalized, bidirectional });
    } else if (inner.className === "Dense" && lstms.length > 0 && dense === undefined) {
      checkActivation(name, inner.config.activation, fail);
      dense = { name, config: inner.config };
    } else if (className === "Activation" && dense !== undefined) {
      checkActivation(name, config.activation, fail);
    } else {
      throw fail(
        `the layers must be LSTM layers and a dense one on top, got ${inner.className} ${name}`,
      );
    }
  }
  if (lstms.length === 0) throw fail("the model must have an LSTM layer, got none");
  for (const { name, config } of lstms.slice(0, -1)) {
    if (config.return_sequences !== true) {
      throw fail(`layer ${name} must return sequences, as another LSTM layer reads them`);
    }
  }
  return { lstms, dense };
}

function innerLayer(
  name: string,
  config: LayerConfig,
  fail: (state: string) => TypeError,
): { className: string; config: LayerConfig } {
  const inner = record(config.layer, `the layer inside ${name}`, fail);
  return {
    className: String(inner.class_name),
    config: record(inner.config, `the config of the layer inside ${name}`, fail),
  };
}

function checkArguments(
  name: string,
  config: LayerConfig,
  fail: (state: string) => TypeError,
): void {
  if (!Number.isInteger(config.units) || Number(config.units) < 1) {
    throw fail(`the units of layer ${name} must be a whole number, got ${show(config.units)}`);
  }
  for (const [argument, { values, reason }] of Object.entries(REQUIRED)) {
    if (values.includes(config[argument])) continue;
    throw fail(
      `layer ${name} must have ${argument} ${show(values[0])}, got ${show(config[argument])}` +
        (reason ? `, ${reason}` : ""),
    );
  }
}

function checkActivation(
  name: string,
  activation: unknown,
  fail: (state: string) => TypeError,
): void {
  if (!["linear", "softmax", undefined, null].includes(activation as string)) {
    throw fail(`layer ${name} must be linear or a softmax, got ${show(activation)}`);
  }
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? "none";
}
