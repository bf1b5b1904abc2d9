import type { SiteName, SiteNormalization } from "@bnlstm/core";
import { DEFAULT_MIN_SHARE, SITE_NAMES, siteFeatures } from "@bnlstm/core/kernels";
import { tables } from "@bnlstm/core/statistics";
import type { NamedArrays } from "@bnlstm/train";
import type { SafetensorsTensor } from "@bnlstm/train/safetensors";
import {
  type Cell,
  modelCells,
  type PortableModel,
  type PortableOptions,
} from "../portable_model.ts";
import type { TensorSource } from "../_tensor_source.ts";
import { checkGates } from "./_check_gates.ts";
import { NORM_NAMES, readStepNorms } from "./_read_step_norms.ts";

/** Name of a cell in the port. The port reads only forward; `_reverse` is named as in `torch.nn.LSTM`. */
function nameOf({ layer, reverse }: Pick<Cell, "layer" | "reverse">): string {
  return `cell_${layer}${reverse ? "_reverse" : ""}`;
}

/** The tensor by which the port is recognized. */
export const PORT_MARK = "cell_0.weight_ih";

/** γ and β of each site; the two terms have no β here, since it is part of b. */
const AFFINE: Record<SiteName, { gamma: string; beta?: string }> = {
  input: { gamma: "gammaX" },
  hidden: { gamma: "gammaH" },
  cell: { gamma: "gammaC", beta: "betaC" },
};

/**
 * Reads the public PyTorch port of BN-LSTM: `[I, 4H]`, gates in the order f, i, o, g, as here. A missing norm
 * means that the site is not normalized.
 *
 * @param batchSize n of the unbiased variances, which are made biased; if absent, they stay as they are.
 */
export function readPort(
  source: TensorSource,
  prefix: string,
  batchSize?: number,
): Pick<PortableModel, "parameters" | "statistics"> & {
  options: Omit<PortableOptions, "epsilon">;
} {
  const at = (layer: number, reverse = false) => prefix + nameOf({ layer, reverse });
  const first = at(0);
  const [inputSize] = source.shape(`${first}.weight_ih`, "I", "4H");
  const [hiddenSize, gates] = source.shape(`${first}.weight_hh`, "H", "4H");
  checkGates(source, `${first}.weight_hh`, gates, hiddenSize);
  let layers = 1;
  while (source.has(`${at(layers)}.weight_ih`)) layers++;
  const normalization = (site: SiteName) =>
    source.has(`${first}.${NORM_NAMES[site]}.weight`) ? "timestep" : "none";
  const options = {
    inputSize,
    hiddenSize,
    layers,
    bidirectional: source.has(`${at(0, true)}.weight_ih`),
    sites: {
      input: normalization("input"),
      hidden: normalization("hidden"),
      cell: normalization("cell"),
    },
    minShare: DEFAULT_MIN_SHARE,
    initialState: "zero",
  } as const;
  const parameters: NamedArrays = {};
  for (const cell of modelCells(options)) {
    const read = readCell(source, prefix + nameOf(cell), options, cell.inputSize);
    for (const [name, array] of Object.entries(read)) parameters[`${cell.name}.${name}`] = array;
  }
  const cells = modelCells(options).map((cell) => ({ ...cell, path: prefix + nameOf(cell) }));
  const statistics = readStepNorms(source, cells, options, batchSize);
  return { options, parameters, ...statistics && { statistics } };
}

function readCell(
  source: TensorSource,
  path: string,
  { sites, hiddenSize }: Pick<PortableOptions, "sites" | "hiddenSize">,
  inputSize: number,
): NamedArrays {
  const width = 4 * hiddenSize;
  const take = (name: string, shape: number[]) => ({
    shape,
    values: source.take(`${path}.${name}`, shape),
  });
  // With use_bias=False there is none.
  const bias = source.has(`${path}.bias`)
    ? take("bias", [width]).values.slice()
    : new Float32Array(width);
  const arrays: NamedArrays = {
    wx: take("weight_ih", [inputSize, width]),
    wh: take("weight_hh", [hiddenSize, width]),
    bias: { shape: [width], values: bias },
  };
  for (const site of SITE_NAMES) {
    if (sites[site] === "none") continue;
    const { gamma, beta } = AFFINE[site];
    const features = [siteFeatures(site, hiddenSize)];
    arrays[gamma] = take(`${NORM_NAMES[site]}.weight`, features);
    const shift = take(`${NORM_NAMES[site]}.bias`, features);
    if (beta) arrays[beta] = shift;
    else shift.values.forEach((value, k) => bias[k] += value);
  }
  return arrays;
}

/**
 * Writes a cell as one of the port.
 *
 * @param varianceFactor Factor by which variances are multiplied.
 */
export function writePort(
  { options, parameters, statistics }: PortableModel,
  cell: Cell,
  varianceFactor: number,
): Record<string, SafetensorsTensor> {
  const path = nameOf(cell);
  const parameter = (name: string) => parameters[`${cell.name}.${name}`];
  const tensors: Record<string, SafetensorsTensor> = {
    [`${path}.weight_ih`]: parameter("wx"),
    [`${path}.weight_hh`]: parameter("wh"),
    [`${path}.bias`]: parameter("bias"),
  };
  const population = tables(statistics![cell.name])!;
  const steps = Math.max(...Object.values(population).map(({ rows }) => rows));
  for (const site of SITE_NAMES) {
    const normalization: SiteNormalization = options.sites[site];
    if (normalization === "none") continue;
    const norm = `${path}.${NORM_NAMES[site]}`;
    const { gamma, beta } = AFFINE[site];
    const { rows, features, mean, variance } = population[site]!;
    tensors[`${norm}.weight`] = parameter(gamma);
    tensors[`${norm}.bias`] = beta
      ? parameter(beta)
      : { shape: [features], values: new Float32Array(features) };
    for (let t = 0; t < steps; t++) {
      // Statistics over the whole sequence are repeated for each step.
      const start = Math.min(t, rows - 1) * features;
      const row = (values: ArrayLike<number>, factor: number) => ({
        shape: [features],
        values: Float32Array.from({ length: features }, (_, j) => values[start + j] * factor),
      });
      tensors[`${norm}.running_mean_${t}`] = row(mean, 1);
      tensors[`${norm}.running_var_${t}`] = row(variance, varianceFactor);
    }
  }
  return tensors;
}
