/**
 * What a job works on, laid out in memory by the caller (`layout/problem.ts`, which must list the same fields in
 * the same order). Every field is four bytes; `usize` fields are addresses.
 *
 * Batch rows are **packed**: step t takes rows(t) = active(t) rounded up to a multiple of 8, and all steps
 * follow each other without gaps. Rows beyond the active ones are called idle; they hold finite numbers
 * that no active row ever sees. A *panel* is 8 consecutive rows, stored feature after feature: `[·][8]`.
 *
 * Per step, four rows of numbers a unit (its gates f, i, o, g), each rows(t) long, are called a *quartet*.
 */

/** How one site is normalized and where its statistics come from and go. */
@unmanaged
export class Site {
  /** 0 none, 1 per time step, 2 per sequence. */
  kind: u32;
  /** Means then variances `[2, priorRows, columns]`. */
  prior: usize;
  priorRows: u32;
  /** Means then variances of the batch `[2, statisticsRows, columns]`; 0 rows where none are wanted. */
  statistics: usize;
  statisticsRows: u32;
  /** 4H, or H for the cell. */
  columns: u32;
}

export const NONE: u32 = 0;
export const TIMESTEP: u32 = 1;
export const SEQUENCE: u32 = 2;

/** One time step. */
@unmanaged
export class Step {
  /** Rows that take part. */
  active: u32;
  /** The same rounded up to whole panels. */
  rows: u32;
  /** Packed row where this step starts, counted from the first step of all. */
  row: u32;
  /** The same counted from the first step whose residuals are in memory. */
  residualRow: u32;
  /** The same for the stored input terms. */
  inputRow: u32;
  /** Packed row of the cell state before this step, and how many rows that state has. */
  cellBefore: u32;
  cellBeforeRows: u32;
  /** Packed row of the cell state after this step. */
  cellAfter: u32;
  /** Rows of the next step that remember this step's h, and where they start; 0 rows for none. */
  nextRows: u32;
  nextRow: u32;
  /** Rows active in the next step: those beyond it end here. */
  nextActive: u32;
  /** Packed row within the chunk of steps whose weight gradients are computed in one product. */
  chunkRow: u32;
  /** Rows of that chunk if this is its first step, else 0. */
  chunkRows: u32;
  /** Row of the prior to blend with, before it is limited to the rows there are. */
  priorRow: u32;
  /** Step whose place among the saved statistics this one uses. */
  savedStep: u32;
  /** λ. */
  blend: f32;
  /** λ / n. */
  gradientWeight: f32;
  /** n: rows of all processes together. */
  batchActive: f32;
  /** Mean and variance of the active rows of x, where I = 1. */
  xMean: f32;
  xVariance: f32;
}

export const STEP_BYTES: usize = 80;

/** One call of a kernel. */
@unmanaged
export class Problem {
  /** B, or the rows of a part of the batch (`forwardPart`). */
  batch: u32;
  /** Rows of `x` and `hs` at each step: those of the whole batch. */
  sequenceRows: u32;
  inputs: u32;
  hidden: u32;
  /** Steps at which any row is active. */
  steps: u32;
  training: u32;
  epsilon: f32;
  /** λ and λ / n of a site with sequence statistics. */
  sequenceBlend: f32;
  sequenceWeight: f32;
  /** Active rows of all steps together, those of other processes included. */
  pairs: f32;
  /** Whether a native BLAS multiplies (`blas.ts`), which decides on layouts (`layout.ts`). */
  blas: u32;
  /** Whether `saved` already holds the statistics of these steps (recomputation). */
  reuseStatistics: u32;
  /** The steps this job runs: from `firstStep` up to but not including `lastStep`. */
  firstStep: u32;
  lastStep: u32;

  inputSite: Site;
  hiddenSite: Site;
  cellSite: Site;
  stepTable: usize;
  constants: usize;
  barrier: usize;
  /** Private memory of thread 0; thread k's follows at k · scratchBytes. */
  scratch: usize;
  scratchBytes: usize;
  /** Units whose rows are in scratch at once, less one (`scratch.ts`). */
  unitMask: u32;
  /** What is summed over the processes that the batch is spread over (`ranks.ts`); 0 where it is all here. */
  shared: usize;
  /** 1 / number of processes: what each adds to a total that all of them know. */
  rankShare: f32;

  // As the kernel contract has them.
  x: usize;
  wx: usize;
  wh: usize;
  bias: usize;
  gammaX: usize;
  gammaH: usize;
  gammaC: usize;
  betaC: usize;
  h0: usize;
  c0: usize;
  /** `[T, B, H]`, or 0 where not wanted. */
  hs: usize;
  h: usize;
  c: usize;
  /** `[T, B, H]`, or 0. */
  dHs: usize;
  dH: usize;
  dC: usize;
  dx: usize;
  dWx: usize;
  dWh: usize;
  dBias: usize;
  dGammaX: usize;
  dGammaH: usize;
  dGammaC: usize;
  dBetaC: usize;
  dH0: usize;
  dC0: usize;

  /** γ_h, γ_x, b of the four gates, then γ_c, β_c, 0, 0 `[H][16]`. */
  unitParameters: usize;
  /** Gradients in the same layout. */
  unitGradients: usize;
  /** The same of all processes together, for a sequence site. */
  unitTotals: usize;
  /** Wx as `[H][I][4 gates]`, or `[I][H][4 gates]` for a BLAS. */
  packedWx: usize;
  /** Wh as `[H][H][4 gates]`, the unit it leads to before the one it comes from, or after it for a BLAS. */
  packedWh: usize;
  /** Wxᵀ as `[I/4][4H][4 inputs]`, columns ordered unit by unit; 0 for a BLAS, as is the next. */
  transposedWx: usize;
  /** Whᵀ as `[H/4][4H][4 units]`, columns ordered unit by unit. */
  transposedWh: usize;
  /** x in panels `[rows/8][I][8]`, or rows `[rows][I]` for a BLAS. */
  xPanels: usize;
  /** x as the other factor of a weight gradient: `[I/8][xRows][8 inputs]`. */
  xRows: usize;
  xRowCount: u32;
  /** h before even and odd steps, in panels `[2][B/8][H][8]`, or `[2][H][rows]` for a BLAS. */
  hiddenPanels: usize;
  /**
   * h before each step as the other factor of a weight gradient: `[H/8][hiddenRowCount][8 units]`, or
   * `[hiddenRowCount][H]` for a BLAS; 0 where not wanted.
   */
  hiddenRows: usize;
  hiddenRowCount: u32;
  /** a^h: a quartet for each step and unit `[steps][H]`. */
  hiddenTerms: usize;
  /** a^x in the same layout; unused where I = 1. */
  inputTerms: usize;
  /** c `[steps][H][rows]`. */
  cells: usize;
  /** μ̂ and 1/σ̂ of the hidden term's four gates, then of the cell in lane 0 `[steps][H][16]`. */
  saved: usize;
  /** μ̂ and 1/σ̂ of the input term's four gates `[steps or 1][H][8]`. */
  savedInput: usize;

  /**
   * ∂loss/∂a^h after even and odd steps, in panels `[2][B/8][4H][8]`, or of a chunk of steps
   * `[H][4 gates][chunkCapacity]` for a BLAS.
   */
  hiddenGradientPanels: usize;
  /** ∂loss/∂a^x in the same layout; unused where I = 1. */
  inputGradientPanels: usize;
  /** For a BLAS, ∂loss/∂h that comes from the step after `[H][rows of step 0]`. */
  hiddenProducts: usize;
  /** ∂loss/∂a^h of a chunk of steps `[H][chunkCapacity][4 gates]`. */
  hiddenGradientRows: usize;
  /** ∂loss/∂a^x in the same layout; unused where I = 1. */
  inputGradientRows: usize;
  chunkCapacity: u32;
  /** ∂loss/∂c carried back through time `[H][rows of step 0]`. */
  cellGradient: usize;
  /** Gate gradients of all steps, for a sequence site with I > 1: quartets `[steps][H]`. */
  gateGradients: usize;
  /** ∂loss/∂Wx as `[H][4 gates][I rounded up to 8]`, `[I][H][4 gates]` for a BLAS; `[H][4 gates]` where I = 1. */
  packedDWx: usize;
  /** ∂loss/∂Wh as `[H][4 gates][H rounded up to 8]`, or `[H][H][4 gates]` for a BLAS. */
  packedDWh: usize;
  /** Each thread's part of ∂loss/∂x where I = 1: `[threads][packed rows]`. */
  xGradientParts: usize;
}

/** Bytes of one panel entry or of two vectors: 8 floats. */
export const PANEL_BYTES: usize = 32;

/** Step t of a problem. */
export function stepOf(p: Problem, t: u32): Step {
  return changetype<Step>(p.stepTable + t * STEP_BYTES);
}

/** First unit of a thread's slice; the slice ends where the next thread's starts. */
export function firstUnit(p: Problem, thread: u32, threads: u32): u32 {
  return p.hidden * thread / threads;
}

/** Address of the quartet of a unit, given where its array starts and the packed row of the step. */
export function quartet(base: usize, row: u32, rows: u32, hidden: u32, unit: u32): usize {
  return base + (<usize> (row * hidden + unit * rows) << 4);
}
