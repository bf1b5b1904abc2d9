import {
  InvalidTypeError,
  type ModelOptions,
  type ModelStatistics,
  type NormalizationSites,
} from "@bnlstm/core";
import { SITE_NAMES } from "@bnlstm/core/kernels";
import { tables } from "@bnlstm/core/statistics";
import {
  between,
  boolean,
  having,
  list,
  oneOf,
  optional,
  typed,
  whole,
} from "@bnlstm/data/arguments";
import type { NamedArray, NamedArrays } from "@bnlstm/train";

/** A linear layer on the output of a model. */
export interface Head {
  /** `[features, outputs]`. */
  weight: NamedArray;
  /** `[outputs]`. */
  bias: NamedArray;
  /** Which h it reads: the last of each row, or that of every step. */
  reads: "last" | "every";
}

/** The options of a model, except the layout of sequences. */
export type PortableOptions = Omit<ModelOptions, "timeMajor">;

/**
 * A trained model as plain data, outside any tfjs backend. Every reader returns one and every writer takes one.
 */
export interface PortableModel {
  /** Sizes, sites and ε. */
  options: PortableOptions;
  /** Parameters by the names of `BatchNormLSTM.parameters`. */
  parameters: NamedArrays;
  /** Population statistics by name of the cell; absent if no site is normalized. */
  statistics?: ModelStatistics;
  /** The linear layer on top, if there is one. */
  head?: Head;
}

const ARRAY = having({ shape: list(whole(0)), values: typed("Float32Array") });
const SIZE = whole(1);
const STEPS = oneOf("none", "timestep");
const MODEL = having({
  options: having({
    ...{ inputSize: SIZE, hiddenSize: SIZE, layers: SIZE, bidirectional: boolean },
    sites: having({ input: oneOf("none", "timestep", "sequence"), hidden: STEPS, cell: STEPS }),
    ...{ epsilon: between(0, Infinity), minShare: between(0, 1) },
    initialState: oneOf("zero", "learned"),
  }),
  parameters: having({}),
  statistics: optional(having({})),
  head: optional(having({ weight: ARRAY, bias: ARRAY, reads: oneOf("last", "every") })),
});

/** The plain LSTM. */
export const PLAIN_SITES: NormalizationSites = { input: "none", hidden: "none", cell: "none" };

/** One direction of one layer. */
export interface Cell {
  /** `layer0`, `layer0.reverse`, `layer1`, … */
  name: string;
  /** Counted from 0. */
  layer: number;
  /** Whether it reads each row from its end. */
  reverse: boolean;
  /** I. */
  inputSize: number;
}

/** The cells of a model, in the order in which data passes through them. */
export function modelCells(
  { layers, bidirectional, inputSize, hiddenSize }: Pick<
    ModelOptions,
    "layers" | "bidirectional" | "inputSize" | "hiddenSize"
  >,
): Cell[] {
  const directions = bidirectional ? [false, true] : [false];
  return Array.from({ length: layers }, (_, layer) =>
    directions.map((reverse) => ({
      name: reverse ? `layer${layer}.reverse` : `layer${layer}`,
      layer,
      reverse,
      inputSize: layer === 0 ? inputSize : hiddenSize * directions.length,
    }))).flat();
}

/** Shapes of the parameters of one cell, by name without that of the cell. */
export function parameterShapes(
  { sites, hiddenSize, initialState }: Pick<
    PortableOptions,
    "sites" | "hiddenSize" | "initialState"
  >,
  inputSize: number,
): Record<string, number[]> {
  const width = 4 * hiddenSize;
  return {
    wx: [inputSize, width],
    wh: [hiddenSize, width],
    bias: [width],
    ...sites.input !== "none" && { gammaX: [width] },
    ...sites.hidden !== "none" && { gammaH: [width] },
    ...sites.cell !== "none" && { gammaC: [hiddenSize], betaC: [hiddenSize] },
    ...initialState === "learned" && { h0: [hiddenSize], c0: [hiddenSize] },
  };
}

/** Whether any site is normalized. */
export function isNormalized(sites: NormalizationSites): boolean {
  return SITE_NAMES.some((site) => sites[site] !== "none");
}

/**
 * Checks that the initial state of a model is zero, for formats that have no other.
 *
 * @param attempt Completes "Cannot …" in error messages.
 * @throws {TypeError} If its h_0 and c_0 are learned.
 */
export function checkZeroStart({ options }: PortableModel, attempt: string): void {
  if (options.initialState === "zero") return;
  throw new InvalidTypeError(
    `Cannot ${attempt}: the model must start at h and c of zero, got a learned initial state`,
  );
}

/**
 * Checks that a model is complete: every parameter with its shape and no others, and statistics of every cell
 * if anything is normalized.
 *
 * @param attempt Completes "Cannot …" in error messages.
 * @throws {TypeError} If something is missing, unknown or of the wrong shape.
 */
export function checkModel(model: PortableModel, attempt: string): void {
  MODEL(attempt, "model", model);
  const { options, parameters, statistics, head } = model;
  const fail = (state: string) => new InvalidTypeError(`Cannot ${attempt}: ${state}`);
  const names = Object.keys(parameters);
  if (options.layers > names.length) {
    throw fail(`${options.layers} layers have more parameters, got ${names.length}`);
  }
  const expected: Record<string, number[]> = {};
  for (const cell of modelCells(options)) {
    for (const [name, shape] of Object.entries(parameterShapes(options, cell.inputSize))) {
      expected[`${cell.name}.${name}`] = shape;
    }
    if (!isNormalized(options.sites)) continue;
    const store = statistics?.[cell.name];
    if (store === undefined || tables(store) === undefined) {
      throw fail(`a normalized model needs population statistics of ${cell.name}, got none`);
    }
    if (store.hiddenSize !== options.hiddenSize) {
      throw fail(
        `the statistics of ${cell.name} must be of ${options.hiddenSize} units, ` +
          `got ${store.hiddenSize}`,
      );
    }
    for (const site of SITE_NAMES) {
      if (store.sites[site] !== options.sites[site]) {
        throw fail(
          `the statistics of ${cell.name} must have ${site} "${options.sites[site]}", ` +
            `got "${store.sites[site]}"`,
        );
      }
    }
  }
  for (const name of names) {
    if (!Object.hasOwn(expected, name)) throw fail(`unknown parameter ${JSON.stringify(name)}`);
  }
  const features = options.hiddenSize * (options.bidirectional ? 2 : 1);
  const given: NamedArrays = { ...parameters };
  if (head !== undefined) {
    const outputs = head.bias.values.length;
    expected["head.weight"] = [features, outputs];
    expected["head.bias"] = [outputs];
    given["head.weight"] = head.weight;
    given["head.bias"] = head.bias;
  }
  for (const [name, shape] of Object.entries(expected)) {
    const got = Object.hasOwn(given, name) ? given[name] : undefined;
    optional(ARRAY)(attempt, name, got);
    if (got?.shape.join() !== shape.join()) {
      throw fail(
        `${name} must have shape [${shape.join(", ")}], ` +
          `got ${got ? `[${got.shape.join(", ")}]` : "none"}`,
      );
    }
    const size = shape.reduce((product, n) => product * n, 1);
    if (got.values.length !== size) {
      throw fail(`${name} must have ${size} values, got ${got.values.length}`);
    }
  }
}
