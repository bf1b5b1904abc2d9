import type { SiteName, StatisticsTables } from "@bnlstm/core";
import { type GateOrderName, permuteGates } from "@bnlstm/core/gates";
import { SITE_NAMES, siteFeatures } from "@bnlstm/core/kernels";
import type { NamedArrays } from "@bnlstm/train";
import type { ImportedWeights } from "../_imported_statistics.ts";
import type { TensorSource } from "../_tensor_source.ts";
import type { PortableOptions } from "../portable_model.ts";

/** Which of two directions, if a layer has two. */
export type Direction = "forward" | "backward" | undefined;

/** Names of parameters here and in the layers, in the order of the layers. */
export const PARAMETER_NAMES: readonly [ours: string, theirs: string][] = [
  ["wx", "kernel"],
  ["wh", "recurrent_kernel"],
  ["bias", "bias"],
  ["gammaX", "gamma_input"],
  ["gammaH", "gamma_hidden"],
  ["gammaC", "gamma_cell"],
  ["betaC", "beta_cell"],
];

/** The weights of one direction of one layer of a file. */
export class LayerWeights {
  readonly #source: TensorSource;
  readonly #layer: string;
  readonly #direction: Direction;

  /** @param layer Name of the layer, which is part of the names of its weights, between slashes. */
  constructor(source: TensorSource, layer: string, direction?: Direction) {
    this.#source = source;
    this.#layer = layer;
    this.#direction = direction;
  }

  /** Name of a weight in the file, or the name it should have if it is missing. */
  nameOf(weight: string): string {
    const found = this.#source.names.filter((name) => {
      const parts = name.split("/");
      return parts.at(-1) === weight && parts.includes(this.#layer) &&
        (this.#direction === undefined ||
          parts.some((part) => part.startsWith(`${this.#direction}_`)));
    });
    if (found.length > 1) {
      throw this.#source.error(
        `layer ${this.#layer} must have one ${weight}, got ${found.join(", ")}`,
      );
    }
    const direction = this.#direction ? `${this.#direction}_…/` : "";
    return found[0] ?? `${this.#layer}/${direction}${weight}`;
  }

  /** The parameters of the cell. */
  parameters(shapes: Record<string, number[]>, hiddenSize: number, biased: boolean): NamedArrays {
    const read = PARAMETER_NAMES.filter(([ours]) => ours in shapes).map(([ours, theirs]) => {
      const shape = shapes[ours];
      const values = ours === "bias" && !biased
        ? new Float32Array(4 * hiddenSize)
        : reordered(this.#source.take(this.nameOf(theirs), shape), hiddenSize, "keras", "paper");
      return [ours, { shape, values }];
    });
    return Object.fromEntries(read);
  }

  /** The statistics of the cell, which `@bnlstm/layers` stores as weights. */
  statistics(
    { sites, hiddenSize }: Pick<PortableOptions, "sites" | "hiddenSize">,
  ): { timeSteps: number; population: StatisticsTables; weights: ImportedWeights } {
    const counts = this.nameOf("moving_count");
    const [timeSteps] = this.#source.shape(counts, "T_max");
    const population: StatisticsTables = {};
    for (const site of SITE_NAMES) {
      if (sites[site] === "none") continue;
      const rows = sites[site] === "sequence" ? 1 : timeSteps;
      const features = siteFeatures(site, hiddenSize);
      const table = (name: string) =>
        siteReordered(
          site,
          this.#source.take(this.nameOf(`${name}_${site}`), [rows, features]),
          hiddenSize,
          "keras",
          "paper",
        );
      population[site] = {
        rows,
        features,
        mean: table("moving_mean"),
        variance: table("moving_variance"),
      };
    }
    const weights = {
      count: this.#source.take(counts, [timeSteps]),
      weight: this.#source.take(this.nameOf("moving_weight"), [timeSteps]),
    };
    return { timeSteps, population, weights };
  }
}

/** Reorders the gates of the table of a site; the cell site has no gates. */
export function siteReordered(
  site: SiteName,
  values: Float32Array,
  hiddenSize: number,
  from: GateOrderName,
  to: GateOrderName,
): Float32Array {
  return site === "cell" ? values : permuteGates(values, hiddenSize, from, to);
}

/** Reorders the gates of a parameter; one of H numbers has no gates. */
export function reordered(
  values: Float32Array,
  hiddenSize: number,
  from: GateOrderName,
  to: GateOrderName,
): Float32Array {
  return values.length === hiddenSize ? values : permuteGates(values, hiddenSize, from, to);
}
