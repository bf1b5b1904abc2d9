import type { StatisticsStore } from "@bnlstm/core";
import { SITE_NAMES } from "@bnlstm/core/kernels";
import manifest from "../deno.json" with { type: "json" };
import {
  type Cell,
  checkModel,
  checkZeroStart,
  isNormalized,
  modelCells,
  type PortableModel,
} from "../portable_model.ts";
import { PARAMETER_NAMES, reordered, siteReordered } from "./_layer_weights.ts";
import type { ModelJson } from "./model_json.ts";

/** A layers model of tfjs as its two files. */
export interface TfjsFiles {
  /** Contents of `model.json`, to be written as JSON. */
  modelJson: ModelJson;
  /** Contents of `weights.bin`, in the same folder. */
  weights: Uint8Array<ArrayBuffer>;
}

const ATTEMPT = "export the model to tfjs";

/** A weight of a layer. */
interface Weight {
  name: string;
  shape: number[];
  values: Float32Array;
}

/**
 * Encodes a model as a layers model of tfjs. A plain LSTM consists of layers that `tf.loadLayersModel` knows; a
 * normalized one consists of `BatchNormLSTM` layers, for which `@bnlstm/layers` must be imported before
 * loading. Sequences are batch-major there. A head becomes a dense layer without a softmax.
 *
 * Results of `predict` agree with those of mode `"eval"` to about 1e-6 of the largest value.
 *
 * @throws {TypeError} If the model is not complete.
 */
export function exportTfjs(model: PortableModel): TfjsFiles {
  checkModel(model, ATTEMPT);
  checkZeroStart(model, ATTEMPT);
  const { options, head } = model;
  const weights = modelCells(options).flatMap((cell) => cellWeights(model, cell));
  const layers = Array.from({ length: options.layers }, (_, layer) => lstmLayer(model, layer));
  if (head) {
    const units = head.bias.values.length;
    layers.push({ class_name: "Dense", config: { name: "head", units, activation: "linear" } });
    weights.push({ name: "head/kernel", ...head.weight }, { name: "head/bias", ...head.bias });
  }
  const bytes = new Uint8Array(weights.reduce((sum, { values }) => sum + values.byteLength, 0));
  let at = 0;
  for (const { values } of weights) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return {
    modelJson: {
      format: "layers-model",
      generatedBy: `${manifest.name} ${manifest.version}`,
      convertedBy: null,
      modelTopology: {
        class_name: "Sequential",
        config: { name: "bnlstm", layers },
        keras_version: "2.2.4",
        backend: "tensor_flow.js",
      },
      weightsManifest: [{
        paths: ["weights.bin"],
        weights: weights.map(({ name, shape }) => ({ name, shape, dtype: "float32" })),
      }],
    },
    weights: bytes,
  };
}

function lstmLayer({ options, statistics, head }: PortableModel, layer: number) {
  const { hiddenSize, sites, epsilon, minShare, bidirectional, layers, inputSize } = options;
  const store = statistics?.[modelCells(options)[0].name];
  const lstm = {
    class_name: store ? "BatchNormLSTM" : "LSTM",
    config: {
      name: bidirectional ? "lstm" : `layer${layer}`,
      units: hiddenSize,
      activation: "tanh",
      recurrent_activation: "sigmoid",
      return_sequences: layer < layers - 1 || head?.reads !== "last",
      ...store && {
        sites: { ...sites },
        time_steps: store.timeSteps,
        epsilon,
        min_share: minShare,
        ...store.decay !== undefined && { decay: store.decay },
      },
    },
  };
  const outer = bidirectional
    ? {
      class_name: "Bidirectional",
      config: { name: `layer${layer}`, layer: lstm, merge_mode: "concat" },
    }
    : lstm;
  const first = layer === 0 && { batch_input_shape: [null, null, inputSize] };
  return { ...outer, config: { ...outer.config, ...first } as Record<string, unknown> };
}

/** The weights of one direction of one layer, in the order of the layer. */
function cellWeights(model: PortableModel, { name, layer, reverse }: Cell): Weight[] {
  const { options: { hiddenSize, bidirectional, sites }, parameters, statistics } = model;
  const direction = bidirectional ? `${reverse ? "backward" : "forward"}_lstm/` : "";
  const path = `layer${layer}/${direction}`;
  const weights = PARAMETER_NAMES.flatMap(([ours, theirs]) => {
    const parameter = parameters[`${name}.${ours}`];
    if (parameter === undefined) return [];
    const values = reordered(parameter.values, hiddenSize, "paper", "keras");
    return [{ name: path + theirs, shape: parameter.shape, values }];
  });
  if (!isNormalized(sites)) return weights;
  const store = statistics![name];
  for (const site of SITE_NAMES) {
    const table = store.tables[site];
    if (table === undefined) continue;
    const rows = table.weight.length;
    const features = table.mean.length / rows;
    const add = (theirs: string, values: Float64Array) =>
      weights.push({
        name: `${path}${theirs}_${site}`,
        shape: [rows, features],
        values: siteReordered(site, Float32Array.from(values), hiddenSize, "paper", "keras"),
      });
    add("moving_mean", table.mean);
    add("moving_variance", table.variance);
  }
  const shape = [store.timeSteps];
  weights.push(
    { name: `${path}moving_count`, shape, values: Float32Array.from(store.count) },
    { name: `${path}moving_weight`, shape, values: movingWeight(store) },
  );
  return weights;
}

/**
 * The weight of a moving average relative to its start; other estimates count like those of many minibatches.
 */
function movingWeight({ estimator, count, tables, timeSteps }: StatisticsStore): Float32Array {
  const perStep = Object.values(tables).find(({ weight }) => weight.length === timeSteps);
  return Float32Array.from(count, (rows, t) => {
    if (estimator === "ema" && perStep !== undefined) return perStep.weight[t];
    return Number(rows > 0);
  });
}
