import {
  add,
  customGrad,
  matMul,
  pad,
  reshape,
  slice,
  sub,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tensor3d,
  zeros,
} from "@tensorflow/tfjs-core";
import type { SiteNormalization } from "../math/sites.ts";
import type { Ranks } from "../math/ranks.ts";
import type { StepSchedule } from "../math/step_schedule.ts";

/** Input sequences without the part that normalization would subtract again. */
export interface CenteredInput {
  /** The sequences minus their centers `[T, B, I]`. */
  x: Tensor3D;
  /**
   * Turns the input site's statistics `[2, S, 4H]` of the centered sequences into those of the original ones.
   */
  restore(statistics: Tensor3D): Tensor3D;
}

/**
 * Subtracts the first row of each step from all rows of that step, before x Wx is computed. Where a step is
 * normalized with only its own statistics (λ = 1) this changes nothing but rounding, and it keeps precision for
 * inputs that are far from zero: with x = 1000 ± 1, x Wx would represent the differences between rows only to
 * 1e-4, and the sum ∂Wx = Σ xᵀ ∂a would multiply the rounding error of Σ ∂a, which should be 0, by 1000.
 *
 * The first row is used rather than the mean because it needs no computation, is never padding, and is at most
 * sqrt(n) standard deviations away from the mean. Steps that are blended with the statistics of another step
 * keep their rows as they are, and so does that other step.
 *
 * @param x `[T, B, I]`, rows sorted by length.
 * @param wx Wx `[I, 4H]`.
 * @param ranks The processes among which the batch is divided; all subtract the same row.
 */
export function centerInput(
  x: Tensor3D,
  wx: Tensor2D,
  site: SiteNormalization,
  schedule: StepSchedule,
  ranks?: Ranks,
): CenteredInput {
  const [timeSteps, , inputSize] = x.shape;
  const rows = centers(site, schedule);
  if (rows === 0) return { x, restore: (statistics) => statistics };
  const shared = ranks && firstOfAll(x, rows, schedule, ranks);
  const firstOf = (x: Tensor3D): Tensor3D => shared ?? slice(x, [0, 0, 0], [rows, 1, inputSize]);
  const subtract = customGrad((x) => {
    const first = firstOf(x as Tensor3D);
    const missing = site === "sequence" ? 0 : timeSteps - rows;
    const center = missing > 0 ? pad(first, [[0, missing], [0, 0], [0, 0]]) : first;
    return { value: sub(x as Tensor3D, center), gradFunc: (dy: Tensor) => dy };
  });
  // No gradient flows through statistics, so none may flow through this part of them.
  const restore = customGrad((statistics, x, wx) => {
    const [, height, features] = (statistics as Tensor3D).shape;
    const first = firstOf(x as Tensor3D);
    const means = matMul(reshape(first, [rows, inputSize]), wx as Tensor2D);
    const padded = pad(reshape(means, [1, rows, features]), [[0, 1], [0, height - rows], [0, 0]]);
    const shapes = [statistics, x, wx].map((tensor) => (tensor as Tensor).shape);
    return {
      value: add(statistics as Tensor3D, padded),
      gradFunc: () => shapes.map((shape) => zeros(shape)),
    };
  });
  return {
    x: subtract(x) as Tensor3D,
    restore: (statistics) => restore(statistics, x, wx) as Tensor3D,
  };
}

/** The first row of each of the leading steps `[rows, 1, I]`, of the first process that has one there. */
function firstOfAll(x: Tensor3D, rows: number, schedule: StepSchedule, ranks: Ranks): Tensor3D {
  const inputSize = x.shape[2];
  const none = schedule.active.indexOf(0);
  const own = Math.min(rows, none < 0 ? rows : none);
  const first = slice(x, [0, 0, 0], [own, 1, inputSize]).dataSync<"float32">();
  const values = new Float32Array(rows * inputSize);
  const parts = ranks.gather(new Uint8Array(Float32Array.from(first).buffer));
  for (const bytes of parts.reverse()) values.set(new Float32Array(bytes.buffer));
  return tensor3d(values, [rows, 1, inputSize]);
}

/** How many leading steps have a center: those that use only their own statistics, which no other step uses. */
function centers(site: SiteNormalization, schedule: StepSchedule): number {
  const { steps, blend, priorStep, training } = schedule;
  if (site === "none" || !training) return 0;
  // Statistics of all steps together have one.
  if (site === "sequence") return 1;
  return blend[steps - 1] === 1 ? steps : priorStep;
}
