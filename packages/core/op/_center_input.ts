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
import type { Ranks } from "./ranks.ts";
import type { StepSchedule } from "../math/step_schedule.ts";

/** Input sequences without what batch statistics would take away again. */
export interface CenteredInput {
  /** The sequences less their centers `[T, B, I]`. */
  x: Tensor3D;
  /** Turns the input site's statistics of them `[2, S, 4H]` into those of the sequences as they were given. */
  restore(statistics: Tensor3D): Tensor3D;
}

/**
 * Subtracts from the rows of each step the first of them, before x Wx is computed. Where a step is normalized
 * with its own statistics alone (λ = 1) that changes nothing but rounding, which it saves from inputs that are
 * far from zero: with x = 1000 ± 1, x Wx keeps only 1e-4 of what distinguishes the rows, and the sum
 * ∂Wx = Σ xᵀ ∂a multiplies what should cancel, Σ ∂a = 0, by 1000.
 *
 * The first row rather than the mean: it is there already, padding never is it, and the rows' variance says
 * that it is at most sqrt(n) standard deviations away. Steps that are blended with those of another step keep
 * their rows as they are, and so does that step.
 *
 * @param x `[T, B, I]`, rows sorted by length.
 * @param wx Wx `[I, 4H]`.
 * @param ranks The processes that the batch is spread over: all subtract the same.
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

/** How many leading steps have a center: those whose statistics are their own and nobody else's. */
function centers(site: SiteNormalization, schedule: StepSchedule): number {
  const { steps, blend, priorStep, training } = schedule;
  if (site === "none" || !training) return 0;
  // Statistics of all steps together have one.
  if (site === "sequence") return 1;
  return blend[steps - 1] === 1 ? steps : priorStep;
}
