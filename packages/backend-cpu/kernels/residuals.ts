/**
 * What the forward kernel keeps for the backward kernel: 10 H floats for every active (row, step) pair, and the
 * scales.
 *
 * Each array holds one block per step, of active rows only: the block of step t is `[features, active[t]]` and
 * starts at `features` times the number of pairs before it. The rows of a feature are contiguous, so that its
 * statistics and their gradient are plain sums. h and x̂ of the input term, another 5 H floats, are recomputed
 * instead: h is a product of two residuals, and x̂ needs x Wx.
 */
export interface Residuals {
  /** σ(f), σ(i), σ(o), tanh(g): 4H features. */
  gates: Float32Array;
  /** x̂ of the hidden term: 4H features; empty where the site is not normalized. */
  hiddenNormalized: Float32Array;
  /** c_t: H features. */
  cell: Float32Array;
  /** tanh(BN(c_t)): H features. */
  cellTanh: Float32Array;
  /** Scale of the input site, see `Site`. */
  inputScale: Float32Array;
  /** Scale of the hidden site. */
  hiddenScale: Float32Array;
  /** Scale of the cell site. */
  cellScale: Float32Array;
}

/** The order of the residual tensors. */
export const RESIDUAL_NAMES = [
  "gates",
  "hiddenNormalized",
  "cell",
  "cellTanh",
  "inputScale",
  "hiddenScale",
  "cellScale",
] as const satisfies readonly (keyof Residuals)[];
