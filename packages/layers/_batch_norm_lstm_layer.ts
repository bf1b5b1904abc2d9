import { bnLstm, type BnLstmResult, InvalidRangeError, InvalidTypeError } from "@bnlstm/core";
import { createStore } from "@bnlstm/core/statistics";
import { DEFAULT_EPSILON } from "@bnlstm/core/kernels";
import { DEFAULT_INITIAL_PARAMETERS } from "@bnlstm/core/initializers";
import { serialization, type Tensor, type Tensor1D } from "@tensorflow/tfjs-core";
import { initializers, type LayerVariable, type Shape } from "@tensorflow/tfjs-layers";
import { permuteGateBlocks } from "./_gate_blocks.ts";
import { MovingStatistics } from "./_moving_statistics.ts";
import type { BatchNormLSTMLayerArgs, BatchNormOptions } from "./batch_norm_args.ts";
import { show } from "./_unsupported_argument.ts";
import { FusedLSTM, type Sequence } from "./_fused_lstm.ts";

/** Weights of a site's γ and β. */
type Gains = Partial<Record<"gammaX" | "gammaH" | "gammaC" | "betaC", LayerVariable>>;

/**
 * A batch-normalized LSTM (Cooijmans et al., 2016) as a layer. `bnLSTM` makes one.
 *
 * In training each step is normalized with the statistics of the minibatch, which also update the moving
 * averages of the layer. These are non-trainable weights and are used everywhere else. A layer that is not
 * `trainable` uses the moving averages in training too, and does not update them.
 */
export class BatchNormLSTMLayer extends FusedLSTM {
  /** The name by which saved models refer to it. */
  static override className = "BatchNormLSTM";
  readonly #options: Required<Omit<BatchNormOptions, "timeSteps">> & { timeSteps?: number };
  #gains: Gains = {};
  #statistics?: MovingStatistics;
  /** Steps since the state was last reset. */
  #time = 0;

  /**
   * @throws {TypeError} If an argument is unknown, or has a value that is not supported.
   * @throws {RangeError} If a number is out of range.
   */
  constructor(args: BatchNormLSTMLayerArgs) {
    const { timeSteps, sites, gamma, epsilon, decay, minShare, ...lstm } = Object(args);
    super({ unitForgetBias: true, ...lstm });
    checkNumber("gamma", gamma, -Infinity);
    checkNumber("epsilon", epsilon, MIN_EPSILON);
    // A store is created for its checks and its defaults, which also apply here.
    const store = createStore({
      hiddenSize: this.cell.units,
      sites: sites ?? { input: "timestep", hidden: "timestep", cell: "timestep" },
      timeSteps: timeSteps ?? 1,
      estimator: "ema",
      decay,
      minShare,
    });
    this.#options = {
      timeSteps: timeSteps ?? undefined,
      sites: store.sites,
      gamma: gamma ?? DEFAULT_INITIAL_PARAMETERS.gamma,
      epsilon: epsilon ?? DEFAULT_EPSILON,
      decay: store.decay!,
      minShare: store.minShare,
    };
  }

  override build(inputShape: Shape | Shape[]): void {
    super.build(inputShape);
    const { sites, gamma, decay, minShare } = this.#options;
    const { units } = this.cell;
    const shape = (Array.isArray(inputShape[0]) ? inputShape[0] : inputShape) as Shape;
    const timeSteps = this.#options.timeSteps ?? shape[1];
    if (timeSteps === null) {
      throw new InvalidTypeError(
        "Cannot build the BatchNormLSTM layer: the input shape has no number of steps, and timeSteps is absent",
      );
    }
    this.#options.timeSteps = timeSteps;
    const constant = (name: string, shape: number[], value: number, trainable: boolean) =>
      this.addWeight(
        name,
        shape,
        "float32",
        initializers.constant({ value }),
        undefined,
        trainable,
      );
    if (sites.input !== "none") {
      this.#gains.gammaX = constant("gamma_input", [4 * units], gamma, true);
    }
    if (sites.hidden !== "none") {
      this.#gains.gammaH = constant("gamma_hidden", [4 * units], gamma, true);
    }
    if (sites.cell !== "none") {
      this.#gains.gammaC = constant("gamma_cell", [units], gamma, true);
      this.#gains.betaC = constant("beta_cell", [units], 0, true);
    }
    this.#statistics = new MovingStatistics(
      { units, timeSteps, sites, decay, minShare },
      (name, shape, value) => constant(name, shape, value, false),
    );
  }

  override get trainableWeights(): LayerVariable[] {
    return this.trainable ? [...super.trainableWeights, ...Object.values(this.#gains)] : [];
  }

  override get nonTrainableWeights(): LayerVariable[] {
    const statistics = this.#statistics?.weights ?? [];
    return this.trainable
      ? [...super.nonTrainableWeights, ...statistics]
      : [...super.nonTrainableWeights, ...Object.values(this.#gains), ...statistics];
  }

  /** Forgets the state of a stateful layer: the next step is the first of a sequence. */
  override resetStates(states?: Tensor | Tensor[], training?: boolean): void {
    super.resetStates(states, training);
    this.#time = 0;
  }

  override getConfig(): serialization.ConfigDict {
    const { timeSteps, sites, ...numbers } = this.#options;
    return { ...super.getConfig(), ...numbers, timeSteps: timeSteps ?? null, sites: { ...sites } };
  }

  protected override disposeWeights(): number {
    this.#statistics?.dispose();
    return super.disposeWeights();
  }

  protected override run({ x, lengths, initialState, training }: Sequence): BnLstmResult {
    const { sites, epsilon, minShare } = this.#options;
    const time = this.stateful ? this.#time : 0;
    const mode = training && this.trainable ? "train" : "eval";
    const result = bnLstm({
      x,
      lengths,
      initialState,
      parameters: { ...this.cellParameters(), ...this.#gainsInPaperOrder() },
      sites,
      epsilon,
      minShare,
      mode,
      statistics: mode === "eval" ? this.#statistics!.population(time, x.shape[0]) : undefined,
      returnSequences: this.returnSequences,
    });
    if (result.batchStatistics) this.#statistics!.update(result.batchStatistics, time);
    this.#time = time + x.shape[0];
    return result;
  }

  #gainsInPaperOrder(): Partial<Record<keyof Gains, Tensor1D>> {
    return Object.fromEntries(
      Object.entries(this.#gains).map(([name, weight]) => {
        const gain = weight.read() as Tensor1D;
        return [name, name.endsWith("C") ? gain : permuteGateBlocks(gain, "keras", "paper")];
      }),
    );
  }
}

serialization.registerClass(BatchNormLSTMLayer);

/** The smallest ε that is not 0 in single precision. */
const MIN_EPSILON = 2 ** -149;

/** Refuses an argument that is given and is no finite number, or too small. */
function checkNumber(name: string, value: unknown, least: number): void {
  if (value === undefined || value === null) return;
  if (Number.isFinite(value) && Number(value) >= least) return;
  const range = least > 0 ? "above 0 in single precision" : "a finite number";
  throw new InvalidRangeError(
    `Cannot create a BatchNormLSTM layer: ${name} must be ${range}, got ${show(value)}`,
  );
}
