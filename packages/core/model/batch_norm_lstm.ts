import { validateApplication, validateModel } from "./_validate.ts";
import { InvalidRangeError } from "../math/invalid_input.ts";
import { integer, MOST_ELEMENTS } from "../math/_rules.ts";
import {
  add,
  concat,
  reshape,
  tensor,
  type Tensor2D,
  type Tensor3D,
  tidy,
  transpose,
  type Variable,
  variable,
  zeros,
} from "@tensorflow/tfjs-core";
import { refuseUnknownOptions } from "../_refuse_unknown_options.ts";
import { DEFAULT_INITIAL_PARAMETERS, initialParameters } from "./initial_parameters.ts";
import { DEFAULT_MIN_SHARE } from "../math/step_schedule.ts";
import type {
  ApplyOptions,
  ApplyResult,
  BatchNormLSTMOptions,
  ModelOptions,
  ModelState,
  ModelStatistics,
} from "./model_types.ts";
import { bnLstm } from "../op/op.ts";
import { type BnLstmParameters, DEFAULT_EPSILON } from "../op/op_types.ts";
import { HeldStatistics } from "./_held_statistics.ts";

/** Parameters of a cell that a learned initial state adds. */
const INITIAL_STATE: readonly string[] = ["h0", "c0"];

/** One direction of one layer. */
interface Cell {
  name: string;
  layer: number;
  reverse: boolean;
  inputSize: number;
}

/** A cell and the parameters it is computed with. */
interface CellWithParameters extends Cell {
  parameters: BnLstmParameters;
}

/**
 * A batch-normalized LSTM of one or more layers: its parameters, and their application to sequences.
 *
 * Population statistics are not part of it. They are a value that is passed in and returned, so that
 * what a prediction depends on is always visible in the call.
 */
export class BatchNormLSTM {
  /** The options of the model, defaults filled in. */
  readonly options: Readonly<ModelOptions>;
  /** Trainable parameters by name, e.g. `layer0.wh` or `layer1.reverse.gammaC`. */
  readonly parameters: Readonly<Record<string, Variable>>;
  readonly #cells: readonly CellWithParameters[];
  readonly #statistics: HeldStatistics;

  private constructor(
    options: ModelOptions,
    cells: readonly Cell[],
    parameters: Record<string, Variable>,
  ) {
    this.options = options;
    this.parameters = parameters;
    this.#cells = cells.map((cell) => ({ ...cell, parameters: parametersOf(cell, parameters) }));
    this.#statistics = new HeldStatistics(options.hiddenSize);
  }

  /**
   * Creates a model with fresh parameters, the same for the same seed on every backend.
   *
   * @throws {TypeError} If an option is missing, unknown or of the wrong type.
   * @throws {RangeError} If a number is out of range.
   */
  static create(options: BatchNormLSTMOptions): BatchNormLSTM {
    validateModel(options);
    const { gamma, forgetBias, recurrentInitializer, seed, ...rest } = options;
    const given = Object.fromEntries(
      Object.entries(rest).filter(([, value]) => value !== undefined),
    ) as typeof rest;
    const model: ModelOptions = {
      layers: 1,
      bidirectional: false,
      sites: { input: "timestep", hidden: "timestep", cell: "timestep" },
      epsilon: DEFAULT_EPSILON,
      minShare: DEFAULT_MIN_SHARE,
      initialState: "zero",
      timeMajor: true,
      ...given,
    };
    const initial = {
      gamma: gamma ?? DEFAULT_INITIAL_PARAMETERS.gamma,
      forgetBias: forgetBias ?? DEFAULT_INITIAL_PARAMETERS.forgetBias,
      recurrentInitializer: recurrentInitializer ?? DEFAULT_INITIAL_PARAMETERS.recurrentInitializer,
      seed: seed ?? DEFAULT_INITIAL_PARAMETERS.seed,
    };
    const cells = cellsOf(model);
    const parameters: Record<string, Variable> = {};
    cells.forEach((cell, stream) => {
      const fresh = initialParameters({ ...model, inputSize: cell.inputSize }, initial, stream);
      for (const [name, { shape, values }] of Object.entries(fresh)) {
        const start = tensor(values, shape, "float32");
        parameters[`${cell.name}.${name}`] = variable(start);
        start.dispose();
      }
      if (model.initialState === "learned") {
        for (const name of INITIAL_STATE) {
          parameters[`${cell.name}.${name}`] = tidy(() => variable(zeros([model.hiddenSize])));
        }
      }
    });
    return new BatchNormLSTM(model, cells, parameters);
  }

  /** Names of the cells, one per direction of each layer: the keys of statistics and states. */
  get cellNames(): string[] {
    return this.#cells.map((cell) => cell.name);
  }

  /**
   * The state in which sequences start: h_0 and c_0 of every cell for each row of a batch, zero or learned.
   *
   * @param batchSize B.
   * @throws {TypeError} If `batchSize` is not a number.
   * @throws {RangeError} If it is not a whole number of 1 or more.
   */
  initialState(batchSize: number): ModelState {
    const { hiddenSize, initialState } = this.options;
    integer(1, Math.floor(MOST_ELEMENTS / hiddenSize))("start sequences", "batchSize", batchSize);
    const start = (cell: string, name: "h0" | "c0") =>
      tidy(() => {
        const rows: Tensor2D = zeros([batchSize, hiddenSize]);
        return initialState === "zero" ? rows : add(rows, this.parameters[`${cell}.${name}`]);
      }) as Tensor2D;
    return {
      time: 0,
      cells: Object.fromEntries(
        this.cellNames.map((name) => [name, { h: start(name, "h0"), c: start(name, "c0") }]),
      ),
    };
  }

  /**
   * Applies the model to a batch of sequences.
   *
   * @param x `[T, B, I]`, or `[B, T, I]` if the model is not `timeMajor`; padding may hold anything.
   * @throws {TypeError} If a shape or option is wrong, or `"eval"` lacks statistics.
   * @throws {RangeError} If a length is outside 1..T, training does not start at step 0 or is on a single row, or
   *   a bidirectional model is given a state from the middle of a sequence.
   * @throws {Error} If `implementation` is `"fused"` and the current backend has no fused kernel, or if `ranks` are
   *   given and the implementation that runs cannot sum over them.
   */
  apply(x: Tensor3D, options: ApplyOptions): ApplyResult {
    refuseUnknownOptions("apply the BatchNormLSTM", options, [
      "mode",
      "statistics",
      "lengths",
      "state",
      "returnSequences",
      "implementation",
      "ranks",
    ]);
    validateApplication(this.cellNames, x, 3, options);
    const { state, returnSequences = true } = options;
    const time = state?.time ?? 0;
    if (options.mode === "train" && time !== 0) {
      throw new InvalidRangeError(
        `Cannot apply the BatchNormLSTM: training starts at step 0 of the statistics, got a state ` +
          `at step ${time}`,
      );
    }
    if (state && this.options.bidirectional && time !== 0) {
      throw new InvalidRangeError(
        `Cannot apply the BatchNormLSTM: a bidirectional model cannot be continued at step ${time}`,
      );
    }
    return tidy(() => {
      let sequence = this.options.timeMajor ? x : swapTimeAndBatch(x);
      const timeSteps = sequence.shape[0];
      const result: ApplyResult = {
        h: x as unknown as Tensor2D,
        state: { time: time + timeSteps, cells: {} },
      };
      if (options.mode === "train") result.batchStatistics = {};
      const start = state ?? this.initialState(sequence.shape[1]);
      for (let layer = 0; layer < this.options.layers; layer++) {
        const last = layer === this.options.layers - 1;
        const outputs = this.#cells.filter((cell) => cell.layer === layer).map((cell) => {
          const output = bnLstm({
            x: sequence,
            parameters: cell.parameters,
            initialState: start.cells[cell.name],
            sites: this.options.sites,
            epsilon: this.options.epsilon,
            minShare: this.options.minShare,
            mode: options.mode,
            lengths: options.lengths,
            statistics: this.#statisticsOf(cell, options, time, timeSteps),
            reverse: cell.reverse,
            returnSequences: returnSequences || !last,
            implementation: options.implementation,
            ranks: options.ranks,
          });
          result.state.cells[cell.name] = { h: output.h, c: output.c };
          if (output.batchStatistics) result.batchStatistics![cell.name] = output.batchStatistics;
          return output;
        });
        result.h = join(outputs.map((output) => output.h), 1);
        if (returnSequences || !last) {
          sequence = join(outputs.map((output) => output.hs!), 2);
        }
      }
      if (returnSequences) {
        result.hs = this.options.timeMajor ? sequence : swapTimeAndBatch(sequence);
      }
      return result as ApplyResult & Record<string, Tensor2D>;
    });
  }

  /**
   * Applies the model to one time step of each row, with population statistics, for streaming.
   *
   * @param x `[B, I]`.
   * @param statistics Population statistics.
   * @param state The state that the previous step returned. Default: the start of a sequence.
   * @throws {TypeError} If a shape is wrong, or statistics or a cell of the state are missing.
   * @throws {RangeError} If the time of the state is not a whole number of 0 or more, or a bidirectional model is
   *   given a state from the middle of a sequence.
   */
  step(
    x: Tensor2D,
    statistics: ModelStatistics,
    state?: ModelState,
  ): Pick<ApplyResult, "h" | "state"> {
    validateApplication(this.cellNames, x, 2, { statistics, state });
    const [batchSize, inputSize] = x.shape;
    const shape: [number, number, number] = this.options.timeMajor
      ? [1, batchSize, inputSize]
      : [batchSize, 1, inputSize];
    const sequence: Tensor3D = reshape(x, shape);
    try {
      return this.apply(sequence, { mode: "eval", statistics, state, returnSequences: false });
    } finally {
      sequence.dispose();
    }
  }

  /** Frees the parameters, and the statistics that evaluation has put on the backend. */
  dispose(): void {
    this.#statistics.dispose();
    for (const parameter of Object.values(this.parameters)) parameter.dispose();
  }

  /** The statistics a cell is normalized with in evaluation; none while the store is empty. */
  #statisticsOf(cell: Cell, options: ApplyOptions, time: number, timeSteps: number) {
    if (options.mode === "train") return undefined;
    const store = options.statistics?.[cell.name];
    return store && this.#statistics.get(cell.name, store, time, timeSteps);
  }
}

/** The cells of a model, in the order in which data passes through them. */
function cellsOf({ layers, bidirectional, inputSize, hiddenSize }: ModelOptions): Cell[] {
  const directions = bidirectional ? [false, true] : [false];
  return Array.from({ length: layers }, (_, layer) =>
    directions.map((reverse) => ({
      name: reverse ? `layer${layer}.reverse` : `layer${layer}`,
      layer,
      reverse,
      inputSize: layer === 0 ? inputSize : hiddenSize * directions.length,
    }))).flat();
}

/** The parameters of a cell that `bnLstm` wants, by its names for them. */
function parametersOf(cell: Cell, parameters: Record<string, Variable>): BnLstmParameters {
  const prefix = `${cell.name}.`;
  return Object.fromEntries(
    Object.entries(parameters)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value] as const)
      .filter(([name]) => !name.includes(".") && !INITIAL_STATE.includes(name)),
  ) as unknown as BnLstmParameters;
}

function swapTimeAndBatch(x: Tensor3D): Tensor3D {
  return transpose(x, [1, 0, 2]);
}

function join<T extends Tensor2D | Tensor3D>(tensors: T[], axis: number): T {
  return tensors.length === 1 ? tensors[0] : concat(tensors, axis) as T;
}
