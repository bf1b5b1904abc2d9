import { InvalidTypeError, type NormalizationSites, type StatisticsStore } from "@bnlstm/core";
import { DEFAULT_EPSILON, DEFAULT_MIN_SHARE } from "@bnlstm/core/kernels";
import { typed } from "@bnlstm/data/arguments";
import type { NamedArrays } from "@bnlstm/train";
import { importedStatistics } from "../_imported_statistics.ts";
import {
  checkModel,
  type Head,
  modelCells,
  parameterShapes,
  PLAIN_SITES,
  type PortableModel,
  type PortableOptions,
} from "../portable_model.ts";
import { TensorSource } from "../_tensor_source.ts";
import { kerasLayers } from "./_keras_layers.ts";
import { LayerWeights } from "./_layer_weights.ts";
import { type DenseLayer, type LstmLayer, lstmLayers } from "./_lstm_layers.ts";
import { checkModelJson, readWeights, record } from "./model_json.ts";

const ATTEMPT = "import the tfjs model";

const fail = (state: string) => new InvalidTypeError(`Cannot ${ATTEMPT}: ${state}`);

/**
 * Reads a layers model of tfjs: stacked LSTM layers, of tfjs or of `@bnlstm/layers`, either all or none of them
 * `bidirectional`, and optionally a dense layer on top, which becomes the head. Dropout is dropped; a softmax
 * is left to the caller.
 *
 * Results agree with those of `predict` to about 1e-6 of the largest value, if no steps are masked.
 *
 * @param modelJson Contents of `model.json`, parsed.
 * @param weights The bytes of the files named by `weightPaths`, one after the other.
 * @throws {TypeError} If the model has other layers or an argument that is not supported, or a weight is missing, unknown
 * or of the wrong shape.
 * @throws {RangeError} If a number in it is not finite, or statistics cannot be those of a layer.
 */
export function importTfjs(modelJson: unknown, weights: Uint8Array): PortableModel {
  const json = checkModelJson(modelJson, fail);
  typed("Uint8Array")(ATTEMPT, "weights", weights);
  const source = new TensorSource(readWeights(json, weights, fail), ATTEMPT);
  const { lstms, dense } = lstmLayers(kerasLayers(json, fail), fail);
  const options = modelOptions(lstms, source);
  const { hiddenSize, bidirectional } = options;
  const parameters: NamedArrays = {};
  const statistics: Record<string, StatisticsStore> = {};
  for (const cell of modelCells(options)) {
    const { name, config, normalized } = lstms[cell.layer];
    const weights = new LayerWeights(
      source,
      name,
      bidirectional ? (cell.reverse ? "backward" : "forward") : undefined,
    );
    const shapes = parameterShapes(options, cell.inputSize);
    const biased = config.use_bias !== false;
    const read = weights.parameters(shapes, hiddenSize, biased);
    for (const [ours, array] of Object.entries(read)) parameters[`${cell.name}.${ours}`] = array;
    if (!normalized) continue;
    const { timeSteps, population, weights: known } = weights.statistics(options);
    const decay = config.decay === undefined ? undefined : numberOf(name, config, "decay");
    statistics[cell.name] = importedStatistics(options, timeSteps, population, decay, known);
  }
  const head = dense && readDense(source, dense, options, lstms.at(-1)!);
  source.finish();
  const model: PortableModel = {
    options,
    parameters,
    ...lstms[0].normalized && { statistics },
    ...head && { head },
  };
  checkModel(model, ATTEMPT);
  return model;
}

/** The options that all layers have in common. */
function modelOptions(lstms: LstmLayer[], source: TensorSource): PortableOptions {
  const [first] = lstms;
  const direction = first.bidirectional ? "forward" : undefined;
  const kernel = new LayerWeights(source, first.name, direction).nameOf("kernel");
  const [inputSize] = source.shape(kernel, "I", "4H");
  const settings = (lstm: LstmLayer) => ({
    hiddenSize: Number(lstm.config.units),
    bidirectional: lstm.bidirectional,
    ...normalization(lstm),
  });
  const expected = settings(first);
  for (const lstm of lstms.slice(1)) {
    for (const [name, value] of Object.entries(settings(lstm))) {
      const [wanted, got] = [expected[name as keyof typeof expected], value].map((value) =>
        JSON.stringify(value)
      );
      if (got !== wanted) {
        throw fail(`all LSTM layers must have ${name} ${wanted}, got ${got} in ${lstm.name}`);
      }
    }
  }
  return { inputSize, layers: lstms.length, initialState: "zero", ...expected };
}

function normalization(
  { name, config, normalized }: LstmLayer,
): Pick<PortableOptions, "sites" | "epsilon" | "minShare"> {
  if (!normalized) {
    return { sites: PLAIN_SITES, epsilon: DEFAULT_EPSILON, minShare: DEFAULT_MIN_SHARE };
  }
  const { input, hidden, cell } = record(config.sites, `sites of layer ${name}`, fail);
  return {
    sites: { input, hidden, cell } as NormalizationSites,
    epsilon: numberOf(name, config, "epsilon"),
    minShare: numberOf(name, config, "min_share"),
  };
}

function numberOf(layer: string, config: LstmLayer["config"], argument: string): number {
  const value = config[argument];
  if (typeof value === "number") return value;
  throw fail(`${argument} of layer ${layer} must be a number, got ${JSON.stringify(value)}`);
}

function readDense(
  source: TensorSource,
  { name, config }: DenseLayer,
  { hiddenSize, bidirectional }: PortableOptions,
  below: LstmLayer,
): Head {
  const weights = new LayerWeights(source, name);
  const features = hiddenSize * (bidirectional ? 2 : 1);
  const kernel = weights.nameOf("kernel");
  const [, outputs] = source.shape(kernel, String(features), "K");
  return {
    weight: { shape: [features, outputs], values: source.take(kernel, [features, outputs]) },
    bias: {
      shape: [outputs],
      values: config.use_bias === false
        ? new Float32Array(outputs)
        : source.take(weights.nameOf("bias"), [outputs]),
    },
    reads: below.config.return_sequences === true ? "every" : "last",
  };
}
