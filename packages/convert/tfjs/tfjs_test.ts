import { uniformSource } from "@bnlstm/core/initializers";
import { bnLSTM } from "@bnlstm/layers";
import { assertClose, beforeAll, describe, it } from "@bnlstm/testing";
import * as tf from "@tensorflow/tfjs";
import assert from "node:assert/strict";
import { applyModel } from "../fixtures/apply_model.ts";
import { drawnModel } from "../fixtures/drawn_model.ts";
import { PLAIN_SITES, type PortableModel } from "../portable_model.ts";
import { exportTfjs, type TfjsFiles } from "./export_tfjs.ts";
import { importTfjs } from "./import_tfjs.ts";
import { type ModelJson, weightPaths } from "./model_json.ts";

/** What every converter promises. */
const TOLERANCE = { absolute: 0, relative: 1e-6 };

const OURS: Record<string, PortableModel> = {
  "a classifier": drawnModel({ sites: PLAIN_SITES }, { outputs: 4 }),
  "a model of every step": drawnModel({ sites: PLAIN_SITES, layers: 2 }, {
    outputs: 4,
    reads: "every",
  }),
  "layers that read both ways": drawnModel({
    sites: PLAIN_SITES,
    layers: 2,
    bidirectional: true,
  }, { outputs: 2 }),
  "no head": drawnModel({ sites: PLAIN_SITES }),
  "a normalized classifier": drawnModel({ layers: 2, epsilon: 1e-3 }, { outputs: 4 }),
  "a normalized model of every step": drawnModel(
    { sites: { input: "sequence", hidden: "timestep", cell: "none" } },
    { outputs: 4, reads: "every" },
  ),
  "normalized layers that read both ways": drawnModel({ layers: 2, bidirectional: true }, {
    outputs: 2,
  }),
};

const random = uniformSource(5);
/** Sequences [T, B, I], and the same batch-major. */
const x = { shape: [7, 4, 3], values: Float32Array.from({ length: 84 }, () => 2 * random() - 1) };
const batchMajor = () =>
  tf.tidy(() => tf.transpose(tf.tensor3d(x.values, [7, 4, 3]), [1, 0, 2])) as tf.Tensor3D;

/** What tfjs makes of the sequences, time-major. */
function predict(model: tf.LayersModel): Float32Array {
  return tf.tidy(() => {
    const y = model.predict(batchMajor()) as tf.Tensor;
    return (y.rank === 3 ? tf.transpose(y, [1, 0, 2]) : y).dataSync<"float32">();
  });
}

function load({ modelJson, weights }: TfjsFiles): Promise<tf.LayersModel> {
  return tf.loadLayersModel(tf.io.fromMemory({
    modelTopology: modelJson.modelTopology as object,
    weightSpecs: modelJson.weightsManifest[0].weights as tf.io.WeightsManifestEntry[],
    weightData: weights.buffer,
  }));
}

/** A model of tfjs as it saves it, in several files of weights as it does with large ones. */
async function save(model: tf.LayersModel): Promise<TfjsFiles> {
  let files: TfjsFiles | undefined;
  await model.save(tf.io.withSaveHandler((artifacts) => {
    const { modelTopology, weightSpecs, weightData, format, generatedBy } = artifacts;
    files = {
      modelJson: {
        modelTopology,
        format,
        generatedBy,
        weightsManifest: [
          { paths: ["shard1.bin", "shard2.bin"], weights: weightSpecs as never },
        ],
      },
      weights: new Uint8Array(weightData as ArrayBuffer),
    };
    const modelArtifactsInfo = { dateSaved: new Date(), modelTopologyType: "JSON" as const };
    return Promise.resolve({ modelArtifactsInfo });
  }));
  return files!;
}

function lstm(args: Partial<Parameters<typeof tf.layers.lstm>[0]> = {}) {
  return tf.layers.lstm({ units: 5, recurrentActivation: "sigmoid", ...args });
}

describe("tfjs models", () => {
  beforeAll(async () => {
    await tf.setBackend("cpu");
  });

  for (const [name, model] of Object.entries(OURS)) {
    it(`are loaded by tfjs and predict what apply computes: ${name}`, async () => {
      const loaded = await load(exportTfjs(model));
      const { logits, hs } = applyModel(model, x);
      assertClose(predict(loaded), logits ?? hs, TOLERANCE);
      loaded.dispose();
    });

    it(`come back as they were: ${name}`, () => {
      const { modelJson, weights } = exportTfjs(model);
      const back = importTfjs(JSON.parse(JSON.stringify(modelJson)), weights);
      assert.deepEqual(back, model);
    });
  }

  const THEIRS: Record<string, () => tf.LayersModel> = {
    "a classifier with dropout": () =>
      tf.sequential({
        layers: [
          lstm({ inputShape: [7, 3], returnSequences: true, dropout: 0.5 }),
          tf.layers.dropout({ rate: 0.5 }),
          lstm({ unitForgetBias: true }),
          tf.layers.dense({ units: 3, activation: "linear" }),
        ],
      }),
    "both directions without biases": () =>
      tf.sequential({
        layers: [
          tf.layers.bidirectional({
            layer: lstm({ returnSequences: true, useBias: false }) as never,
            mergeMode: "concat",
            inputShape: [null as never, 3],
          }),
          tf.layers.timeDistributed({ layer: tf.layers.dense({ units: 2, useBias: false }) }),
        ],
      }),
    "a normalized model that was trained": () =>
      tf.sequential({
        layers: [
          bnLSTM({ units: 5, inputShape: [7, 3], timeSteps: 5, returnSequences: true }),
          bnLSTM({ units: 5, timeSteps: 5 }),
          tf.layers.dense({ units: 3 }),
        ],
      }),
    "a functional model": () => {
      const input = tf.input({ shape: [7, 3] });
      const hs = lstm({ returnSequences: true }).apply(input);
      return tf.model({ inputs: input, outputs: lstm().apply(hs) as tf.SymbolicTensor });
    },
  };
  for (const [name, create] of Object.entries(THEIRS)) {
    it(`that tfjs saved compute what it predicts: ${name}`, async () => {
      const theirs = create();
      theirs.compile({ optimizer: "sgd", loss: "meanSquaredError" });
      const target = tf.tidy(() => tf.zerosLike(theirs.predict(batchMajor()) as tf.Tensor));
      await theirs.fit(batchMajor(), target, { epochs: 3, verbose: 0 });
      const { modelJson, weights } = await save(theirs);
      const model = importTfjs(JSON.parse(JSON.stringify(modelJson)), weights);
      const { logits, h } = applyModel(model, x);
      assertClose(logits ?? h, predict(theirs), TOLERANCE);
      assert.deepEqual(weightPaths(modelJson), ["shard1.bin", "shard2.bin"]);
      theirs.dispose();
    });
  }

  it("may come from the converter of Keras, which nests the model and the names of weights", () => {
    const { modelJson, weights } = exportTfjs(OURS["a classifier"]);
    const [{ weights: entries }] = modelJson.weightsManifest;
    const keras = {
      ...modelJson,
      modelTopology: { keras_version: "2.15.0", model_config: modelJson.modelTopology },
      weightsManifest: [{
        paths: ["group1-shard1of1.bin"],
        weights: entries.map((entry) => ({
          ...entry,
          name: entry.name.replace("layer0/", "sequential/layer0/lstm_cell/"),
        })),
      }],
    };
    assert.deepEqual(importTfjs(keras, weights), OURS["a classifier"]);
  });

  /** The classifier with something changed in its layers, or in its list of weights. */
  function changed(
    change: (layers: { class_name: string; config: Record<string, unknown> }[]) => void,
    changeWeights: (entries: ModelJson["weightsManifest"][0]["weights"]) => void = () => {},
  ): [ModelJson, Uint8Array] {
    const { modelJson, weights } = exportTfjs(OURS["a classifier"]);
    const copy = structuredClone(modelJson);
    change((copy.modelTopology as { config: { layers: never[] } }).config.layers);
    changeWeights(copy.weightsManifest[0].weights);
    return [copy, weights];
  }

  const nothing = () => {};
  const REFUSED: [what: string, () => [unknown, Uint8Array], sentence: RegExp][] = [
    ["a graph model", () => [{ format: "graph-model" }, new Uint8Array()], /format must be "lay/],
    ["no object", () => [[], new Uint8Array()], /model\.json must be an object, got a list$/],
    [
      "the hard sigmoid",
      () => changed(([lstm]) => lstm.config.recurrent_activation = "hard_sigmoid"),
      /layer layer0 must have recurrent_activation "sigmoid", got "hard_sigmoid", which tf\.lay/,
    ],
    [
      "a GRU",
      () => changed(([lstm]) => lstm.class_name = "GRU"),
      /the layers must be LSTM layers and a dense one on top, got GRU layer0$/,
    ],
    [
      "a hidden dense layer",
      () => changed(([, dense]) => dense.config.activation = "relu"),
      /layer head must be linear or a softmax, got "relu"$/,
    ],
    [
      "backwards alone",
      () => changed(([lstm]) => lstm.config.go_backwards = true),
      /layer layer0 must have go_backwards false, got true$/,
    ],
    [
      "three gates",
      () => changed(nothing, ([kernel]) => kernel.shape = [4, 15]),
      /layer0\/kernel must have shape \[4, 20\], got \[4, 15\]$/,
    ],
    [
      "a missing weight",
      () => changed(nothing, (weights) => weights[1].name = "layer0/recurrent"),
      /: layer0\/recurrent_kernel \[5, 20\] is missing$/,
    ],
    [
      "a weight too many",
      () => {
        const [json, weights] = changed(
          nothing,
          (entries) => entries.push({ name: "other/bias", shape: [2], dtype: "float32" }),
        );
        return [json, Uint8Array.from([...weights, ...new Uint8Array(8)])];
      },
      /: unknown tensor "other\/bias"$/,
    ],
    [
      "too few bytes",
      () => {
        const [json, weights] = changed(nothing);
        return [json, weights.subarray(4)];
      },
      /: the weights must have \d+ bytes in all, got \d+$/,
    ],
    [
      "quantized weights",
      () => changed(nothing, ([kernel]) => kernel.quantization = { dtype: "uint8" }),
      /: layer0\/kernel must not be quantized/,
    ],
  ];
  for (const [what, create, sentence] of REFUSED) {
    it(`are refused with one sentence: ${what}`, () => {
      assert.throws(() => importTfjs(...create()), (error: Error) => {
        assert.match(error.message, sentence);
        assert.match(error.message, /^Cannot import the tfjs model: [^\n]+$/);
        return true;
      });
    });
  }
});
