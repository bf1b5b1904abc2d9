import { Tensor } from "@tensorflow/tfjs-core";
import { refuseUnknownOptions } from "../_refuse_unknown_options.ts";
import { InvalidRangeError, InvalidTypeError } from "../math/invalid_input.ts";
import { anObject, aNumber } from "../math/_rules.ts";
import { show } from "../math/_show.ts";
import { SITE_NAMES } from "../math/sites.ts";
import { checkStore } from "../stats/_check_store.ts";
import type { StatisticsStore } from "../stats/statistics_store.ts";
import { checkEpsilon } from "../op/_validate.ts";
import type { BatchNormLSTMOptions, ModelState, ModelStatistics } from "./model_types.ts";

const CREATE = "create a BatchNormLSTM";
const APPLY = "apply the BatchNormLSTM";

/** Beyond these a matrix would be larger than any array. */
const MOST_PARAMETERS = 2 ** 31;

/**
 * Stores that were in order. Nothing changes a store (docs/rules.md#r11), and a stream is given the same one at
 * each step.
 */
const checkedStores = new WeakSet<StatisticsStore>();

/** What options that are words or switches may be. */
const CHOICES: Readonly<Record<string, readonly unknown[]>> = {
  bidirectional: [true, false],
  timeMajor: [true, false],
  initialState: ["zero", "learned"],
  recurrentInitializer: ["authors", "identity", "orthogonal", "orthogonal-gates"],
};

const OPTIONS = [
  ...Object.keys(CHOICES),
  "inputSize",
  "hiddenSize",
  "layers",
  "sites",
  "epsilon",
  "minShare",
  "gamma",
  "forgetBias",
  "seed",
];

/** Refuses options of a model that are missing, unknown, of the wrong type or out of range. */
export function validateModel(options: BatchNormLSTMOptions): void {
  anObject(CREATE, "the options", options);
  refuseUnknownOptions(CREATE, options, OPTIONS);
  const given = options as unknown as Record<string, unknown>;
  const range = (name: string, rule: string): never => {
    throw new InvalidRangeError(`Cannot ${CREATE}: ${name} must be ${rule}, got ${given[name]}`);
  };
  for (const name of ["inputSize", "hiddenSize", "layers"]) {
    const value = name === "layers" ? given.layers ?? 1 : given[name];
    aNumber(CREATE, name, value);
    if (!Number.isInteger(value) || Number(value) < 1) range(name, "a positive whole number");
  }
  const { inputSize, hiddenSize, layers = 1 } = options;
  const parameters = layers * 8 * hiddenSize * Math.max(inputSize, hiddenSize);
  if (parameters > MOST_PARAMETERS) {
    throw new InvalidRangeError(
      `Cannot ${CREATE}: ${layers} layers of hiddenSize ${hiddenSize} for inputSize ${inputSize} have ` +
        `more than ${MOST_PARAMETERS} parameters`,
    );
  }
  for (const [name, choices] of Object.entries(CHOICES)) {
    if (given[name] === undefined || choices.includes(given[name])) continue;
    throw new InvalidTypeError(
      `Cannot ${CREATE}: ${name} must be one of ${choices.join(", ")}, got ${show(given[name])}`,
    );
  }
  for (const name of ["gamma", "forgetBias", "minShare", "seed"]) {
    if (given[name] === undefined) continue;
    aNumber(CREATE, name, given[name]);
    if (!Number.isFinite(given[name])) range(name, "finite");
  }
  const { minShare, epsilon, sites } = options;
  if (minShare !== undefined && !(minShare >= 0 && minShare <= 1)) range("minShare", "from 0 to 1");
  if (epsilon !== undefined) checkEpsilon(CREATE, epsilon);
  if (sites === undefined) return;
  anObject(CREATE, "sites", sites);
  refuseUnknownOptions(`${CREATE} with these sites`, sites, SITE_NAMES);
  for (const site of SITE_NAMES) {
    const allowed = site === "input" ? ["none", "timestep", "sequence"] : ["none", "timestep"];
    if (allowed.includes(sites[site])) continue;
    throw new InvalidTypeError(
      `Cannot ${CREATE}: normalization of the ${site} site must be one of ${allowed.join(", ")}, ` +
        `got ${show(sites[site])}`,
    );
  }
}

/** Refuses what a model is applied to if it is missing, or lacks a cell. */
export function validateApplication(
  cells: readonly string[],
  x: unknown,
  rank: number,
  { statistics, state }: { statistics?: ModelStatistics; state?: ModelState },
): void {
  if (!(x instanceof Tensor)) {
    throw new InvalidTypeError(`Cannot ${APPLY}: x must be a tensor, got ${show(x)}`);
  }
  if (x.rank !== rank) {
    throw new InvalidTypeError(
      `Cannot ${APPLY}: x must have ${rank} dimensions, got the shape [${x.shape}]`,
    );
  }
  if (statistics !== undefined) {
    anObject(APPLY, "statistics", statistics);
    for (const cell of cells) {
      expectPart("statistics", statistics, cell);
      if (checkedStores.has(statistics[cell])) continue;
      checkStore(APPLY, `statistics.${cell}`, statistics[cell]);
      checkedStores.add(statistics[cell]);
    }
  }
  if (state === undefined) return;
  anObject(APPLY, "state", state);
  if (!Number.isInteger(state.time) || state.time < 0) {
    throw new InvalidRangeError(
      `Cannot ${APPLY}: the time of the state must be a whole number of 0 or more, ` +
        `got ${show(state.time)}`,
    );
  }
  anObject(APPLY, "the cells of the state", state.cells);
  for (const cell of cells) expectPart("the state", state.cells, cell);
}

function expectPart(what: string, parts: object, cell: string): void {
  const part: unknown = Object.hasOwn(parts, cell)
    ? (parts as Record<string, unknown>)[cell]
    : undefined;
  if (typeof part === "object" && part !== null) return;
  throw new InvalidTypeError(`Cannot ${APPLY}: ${what} lacks the cell ${cell}, got ${show(part)}`);
}
