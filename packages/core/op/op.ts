import { UnavailableError } from "../math/invalid_input.ts";
import {
  engine,
  getKernel,
  type NamedAttrMap,
  type NamedTensorMap,
  pad,
  reshape,
  slice,
  Tensor,
  type Tensor2D,
  type Tensor3D,
  tidy,
  zeros,
} from "@tensorflow/tfjs-core";
import { watchGradient } from "./abandoned_gradient.ts";
import { centerInput } from "./_center_input.ts";
import { checkRanks } from "./_check_ranks.ts";
import { type BnLstmTensors, composedForward } from "./_composed.ts";
import { BN_LSTM_FORWARD, type BnLstmAttributes, FORWARD_OUTPUTS } from "./kernels.ts";
import { siteFeatures, type SiteName } from "../math/sites.ts";
import type { StatisticsTable } from "../math/statistics_table.ts";
import { DEFAULT_MIN_SHARE, type StepSchedule, stepSchedule } from "../math/step_schedule.ts";
import {
  type BatchStatisticsTensors,
  type BnLstmOptions,
  type BnLstmResult,
  DEFAULT_EPSILON,
  type Implementation,
} from "./op_types.ts";
import { inversePermutation, permuteRows, rowOrder } from "./_row_order.ts";
import { tableTensor } from "./_statistics_tensors.ts";
import { checkRows, validateBnLstm } from "./_validate.ts";
import { wholeBatch } from "../math/_whole_batch.ts";

/**
 * A batch-normalized LSTM over a batch of sequences (the paper's equations 6–8), differentiable with
 * respect to `x`, all parameters and the initial state.
 *
 * @throws {TypeError} If a shape, type or option is wrong, or population statistics are missing.
 * @throws {RangeError} If a length or number is out of range, or a batch to train on has a single row.
 * @throws {Error} If `implementation` is `"fused"` and the current backend has no fused kernel, or if `ranks`
 *   are given and the implementation that runs cannot sum over them.
 */
export function bnLstm(options: BnLstmOptions): BnLstmResult {
  validateBnLstm(options);
  const { x, parameters, sites, mode, statistics: tables } = options;
  const [ownSteps, batchSize] = x.shape;
  const hiddenSize = parameters.wh.shape[0];
  const normalized = Object.values(sites).some((site) => site !== "none");
  const ranks = mode === "train" && normalized ? options.ranks : undefined;
  if (ranks) checkRanks("run the BN-LSTM");
  const whole = ranks && wholeBatch(ranks, ownSteps, batchSize, options.lengths);
  const timeSteps = whole?.active.length ?? ownSteps;
  const lengths = timeSteps === ownSteps
    ? options.lengths
    : options.lengths ?? new Int32Array(batchSize).fill(ownSteps);
  const schedule = stepSchedule({
    timeSteps,
    batchSize,
    lengths,
    mode,
    minShare: options.minShare ?? DEFAULT_MIN_SHARE,
    whole,
  });
  checkRows(sites, schedule);
  const fused = isFused(options.implementation ?? "auto");
  watchGradient();
  const attributes: BnLstmAttributes = {
    sites,
    epsilon: options.epsilon ?? DEFAULT_EPSILON,
    schedule,
    returnSequences: options.returnSequences ?? true,
    keepResiduals: engine().state.gradientDepth > 0,
    ranks,
  };
  if (ranks && !fused) {
    throw new UnavailableError(
      "Cannot run the composed BN-LSTM over several processes: only fused kernels sum over them",
    );
  }

  const outputs = tidy(() => {
    const order = rowOrder(timeSteps, batchSize, lengths, options.reverse ?? false);
    const centered = centerInput(
      permuteSteps(withSteps(x, timeSteps), order.steps),
      parameters.wx,
      sites.input,
      schedule,
      ranks,
    );
    const state = options.initialState;
    const prior = (site: SiteName) =>
      priorTensor(tables?.[site], siteFeatures(site, hiddenSize), schedule);
    const inputs: BnLstmTensors = {
      wx: parameters.wx,
      wh: parameters.wh,
      bias: parameters.bias,
      gammaX: parameters.gammaX ?? zeros([4 * hiddenSize]),
      gammaH: parameters.gammaH ?? zeros([4 * hiddenSize]),
      gammaC: parameters.gammaC ?? zeros([hiddenSize]),
      betaC: parameters.betaC ?? zeros([hiddenSize]),
      x: centered.x,
      h0: state ? permuteRows(state.h, order.rows) : zeros([batchSize, hiddenSize]),
      c0: state ? permuteRows(state.c, order.rows) : zeros([batchSize, hiddenSize]),
      inputPrior: prior("input"),
      hiddenPrior: prior("hidden"),
      cellPrior: prior("cell"),
    };
    const [hs, h, c, inputStatistics, ...statistics] = fused
      ? runFused(inputs, attributes)
      : composedForward(inputs, attributes);
    const back = inversePermutation(order.rows);
    return [
      attributes.returnSequences
        ? withSteps(permuteSteps(hs as Tensor3D, inversePermutation(order.steps)), ownSteps)
        : hs,
      permuteRows(h, back),
      permuteRows(c, back),
      centered.restore(inputStatistics as Tensor3D),
      ...statistics,
    ];
  });

  const [hs, h, c, ...statistics] = outputs;
  const result: BnLstmResult = { h: h as Tensor2D, c: c as Tensor2D };
  if (attributes.returnSequences) result.hs = hs as Tensor3D;
  else hs.dispose();
  const named: BatchStatisticsTensors = { active: schedule.batchActive, sites: {} };
  (["input", "hidden", "cell"] as const).forEach((site, i) => {
    if (schedule.training && sites[site] !== "none") named.sites[site] = statistics[i] as Tensor3D;
    else statistics[i].dispose();
  });
  if (schedule.training) result.batchStatistics = named;
  return result;
}

/** Whether the fused kernel runs on the current backend. */
function isFused(implementation: Implementation): boolean {
  if (implementation === "composed") return false;
  const backend = engine().backendName;
  const available = getKernel(BN_LSTM_FORWARD, backend) !== undefined;
  if (implementation === "fused" && !available) {
    throw new UnavailableError(
      `Cannot run the fused BN-LSTM: backend "${backend}" has no kernel ${BN_LSTM_FORWARD}`,
    );
  }
  return available;
}

function runFused(inputs: BnLstmTensors, attributes: BnLstmAttributes): Tensor[] {
  const outputs = engine().runKernel(
    BN_LSTM_FORWARD,
    inputs as unknown as NamedTensorMap,
    attributes as unknown as NamedAttrMap,
  ) as Tensor[];
  // The tape holds residuals of its own; without a tape nothing needs them any more.
  outputs.splice(FORWARD_OUTPUTS.length).forEach((residual) => residual.dispose());
  return outputs;
}

/** The prior `[2, R, features]` of one site; one row of zeros in training, which uses no tables. */
function priorTensor(
  table: StatisticsTable | Tensor3D | undefined,
  features: number,
  schedule: StepSchedule,
): Tensor3D {
  if (table === undefined || schedule.training) return zeros([2, 1, features]);
  if (table instanceof Tensor) return table as Tensor3D;
  return tableTensor(table);
}

/** A sequence padded with zeros, or cut, to `timeSteps` steps. */
function withSteps(tensor: Tensor3D, timeSteps: number): Tensor3D {
  const [own, batchSize, size] = tensor.shape;
  if (timeSteps === own) return tensor;
  return timeSteps > own
    ? pad(tensor, [[0, timeSteps - own], [0, 0], [0, 0]])
    : slice(tensor, [0, 0, 0], [timeSteps, batchSize, size]);
}

function permuteSteps(tensor: Tensor3D, permutation: Int32Array | undefined): Tensor3D {
  if (permutation === undefined) return tensor;
  const [timeSteps, batchSize, size] = tensor.shape;
  const flat = reshape(tensor, [timeSteps * batchSize, size]);
  return reshape(permuteRows(flat, permutation), [timeSteps, batchSize, size]);
}
