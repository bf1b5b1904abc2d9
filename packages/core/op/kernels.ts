/**
 * The kernel contract: what a backend implements to run a BN-LSTM fused.
 *
 * A backend registers two kernels with `registerFusedKernels`. The op has already validated shapes, reversed
 * rows where asked and **sorted the rows by length, longest first**, so a kernel knows one direction and one
 * rule about padding: at step t only the rows `0 … active[t] − 1` exist. The others keep their h and c, their
 * part of `hs` is zero, and whatever `x` holds there does not affect any result.
 *
 * Normalization at step t of a site with statistics of its own is, for the n = active[t] rows,
 *
 *     μ, v = mean and biased variance of the n rows               (not needed where λ = 0)
 *     μ̂ = λ μ + (1−λ) μ̄;  v̂ = λ v + (1−λ) v̄ + λ (1−λ) (μ−μ̄)²    λ = schedule.blend[t]
 *     y = β + γ (a − μ̂) / sqrt(v̂ + ε)
 *
 * The prior (μ̄, v̄) is row min(t, R − 1) of the site's `…Prior` input in evaluation, where λ = 0; in training
 * it is what this call wrote to row `schedule.priorStep` of the site's `…Statistics` output. With λ = 1 the
 * prior must have no effect, whatever it holds. A `"sequence"` site uses one (μ, v) over all active pairs with
 * λ = 1 in training, and row 0 of its prior with λ = 0 in evaluation. A `"none"` site is the identity, without
 * γ.
 *
 * If the rows are one process's part of a batch (`ranks`), then n, the sums, μ and v are over the rows of all
 * processes, and `schedule.batchActive` is their number; a step may have no row in this process. A kernel sums
 * over the processes at every step of the whole batch, in the same order in every process. The gradients of
 * parameters that it returns are this process's part of the sum.
 *
 * The gradient of a site is `da = γ rstd (dy − w (Σ dy + x̂ Σ dy x̂))`, sums over the n rows, with w =
 * schedule.gradientWeight[t] (for `"sequence"`: sums over all pairs, w = 1/schedule.batchPairs in training, 0
 * in evaluation).
 *
 * @module
 */

import type { NamedTensorInfoMap, TensorInfo } from "@tensorflow/tfjs-core";
import { anObject, check, having, integer, oneOf, theSites } from "../math/_rules.ts";
import { type NormalizationSites, SITE_NAMES, type SiteName } from "../math/sites.ts";
import type { StepSchedule } from "../math/step_schedule.ts";
import type { Ranks } from "../math/ranks.ts";

/** Name of the forward kernel. */
export const BN_LSTM_FORWARD = "BnLstmForward";

/** Name of the backward kernel. */
export const BN_LSTM_BACKWARD = "BnLstmBackward";

/** Inputs of the forward kernel, all float32. T, B, I, H and R are sizes; gates are in the order f, i, o, g. */
export interface BnLstmForwardInputs extends NamedTensorInfoMap {
  /** `[T, B, I]`, rows sorted by length, longest first. */
  x: TensorInfo;
  /** `[I, 4H]`. */
  wx: TensorInfo;
  /** `[H, 4H]`. */
  wh: TensorInfo;
  /** `[4H]`. */
  bias: TensorInfo;
  /** `[4H]`. */
  gammaX: TensorInfo;
  /** `[4H]`. */
  gammaH: TensorInfo;
  /** `[H]`. */
  gammaC: TensorInfo;
  /** `[H]`. */
  betaC: TensorInfo;
  /** `[B, H]`. */
  h0: TensorInfo;
  /** `[B, H]`. */
  c0: TensorInfo;
  /** Prior of the input site `[2, R, 4H]`: means, then variances; zeros if nothing is blended with it. */
  inputPrior: TensorInfo;
  /** Prior of the hidden site `[2, R, 4H]`. */
  hiddenPrior: TensorInfo;
  /** Prior of the cell site `[2, R, H]`. */
  cellPrior: TensorInfo;
}

/** Attributes of both kernels. */
export interface BnLstmAttributes {
  /** How each site is normalized. */
  sites: NormalizationSites;
  /** ε. */
  epsilon: number;
  /** Active rows and λ of each step, and the step the prior comes from. */
  schedule: StepSchedule;
  /** Whether `hs` is returned; if not, it has the shape `[0, B, H]`, and so has `dHs`. */
  returnSequences: boolean;
  /** Whether a backward pass will follow; if not, the kernel returns no residuals. */
  keepResiduals: boolean;
  /** The processes among which the batch is divided; absent if this one has all of it, and in evaluation. */
  ranks?: Ranks;
}

/**
 * Outputs of the forward kernel, in this order, followed by the backend's residuals.
 *
 * Statistics are `[2, S, features]`, means then biased variances of the batch before shrinkage, where S
 * is T for a `"timestep"` site, 1 for `"sequence"`, and 0 for `"none"` and in evaluation. Rows of steps
 * at which no row is active are zero.
 *
 * Residuals are up to `MAX_RESIDUALS` tensors of any shape, whose contents only the backend that made them
 * understands. tfjs saves them for the backward kernel and frees them like any tensor: after the backward pass,
 * or at once if there is none.
 */
export interface BnLstmForwardOutputs {
  /** `[T, B, H]`, or `[0, B, H]` without `returnSequences`; zero in padding. */
  hs: TensorInfo;
  /** Last h of each row `[B, H]`. */
  h: TensorInfo;
  /** Last c of each row `[B, H]`. */
  c: TensorInfo;
  /** `[2, S, 4H]`. */
  inputStatistics: TensorInfo;
  /** `[2, S, 4H]`. */
  hiddenStatistics: TensorInfo;
  /** `[2, S, H]`. */
  cellStatistics: TensorInfo;
}

/** The order of the forward kernel's outputs. */
export const FORWARD_OUTPUTS = [
  "hs",
  "h",
  "c",
  "inputStatistics",
  "hiddenStatistics",
  "cellStatistics",
] as const satisfies readonly (keyof BnLstmForwardOutputs)[];

/** The largest number of residual tensors that a backend may return. */
export const MAX_RESIDUALS = 8;

/**
 * Inputs of the backward kernel: upstream gradients, what the forward kernel was given, and its
 * residuals as `residual0`, `residual1`, …
 */
export interface BnLstmBackwardInputs extends NamedTensorInfoMap {
  /** ∂loss/∂hs `[T, B, H]`, or `[0, B, H]` without `returnSequences`; anything in padding. */
  dHs: TensorInfo;
  /** ∂loss/∂h `[B, H]`. */
  dH: TensorInfo;
  /** ∂loss/∂c `[B, H]`. */
  dC: TensorInfo;
  /** As given to the forward kernel. */
  x: TensorInfo;
  /** As given to the forward kernel. */
  wx: TensorInfo;
  /** As given to the forward kernel. */
  wh: TensorInfo;
  /** As given to the forward kernel. */
  gammaX: TensorInfo;
  /** As given to the forward kernel. */
  gammaH: TensorInfo;
  /** As given to the forward kernel. */
  gammaC: TensorInfo;
  /** As given to the forward kernel. */
  betaC: TensorInfo;
  /** As given to the forward kernel. */
  h0: TensorInfo;
  /** As given to the forward kernel. */
  c0: TensorInfo;
}

/**
 * The inputs that have a gradient, in the order of the backward kernel's outputs; each gradient has the shape
 * of its input. Gradients of γ and β of a site that is not normalized are zero, and so is the gradient of `x`
 * in padding.
 */
export const DIFFERENTIABLE_INPUTS = [
  "x",
  "wx",
  "wh",
  "bias",
  "gammaX",
  "gammaH",
  "gammaC",
  "betaC",
  "h0",
  "c0",
] as const satisfies readonly (keyof BnLstmForwardInputs)[];

/** The name of an input that has a gradient. */
export type DifferentiableInput = typeof DIFFERENTIABLE_INPUTS[number];

/** The forward inputs that are saved for the backward kernel: all differentiable ones except the bias. */
export const SAVED_INPUTS: readonly Exclude<DifferentiableInput, "bias">[] = DIFFERENTIABLE_INPUTS
  .filter((name) => name !== "bias");

/** S: number of rows of the statistics that the forward kernel reports for a site. */
export function statisticsRows(
  attributes: Pick<BnLstmAttributes, "sites" | "schedule">,
  site: SiteName,
): number {
  anObject("count rows of statistics", "attributes", attributes);
  const { sites, schedule } = attributes;
  check("count rows of statistics", { sites, schedule, site }, {
    sites: theSites,
    schedule: having({ timeSteps: integer(1) }),
    site: oneOf(...SITE_NAMES),
  });
  if (!schedule.training || sites[site] === "none") return 0;
  return sites[site] === "sequence" ? 1 : schedule.timeSteps;
}
