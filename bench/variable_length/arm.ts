/** A way to treat the statistics of steps that few rows reach. */
export interface Arm {
  /** Whether anything is normalised, or it is the plain LSTM. */
  normalization: "batch" | "none";
  /** Whether input terms share their statistics over time. */
  inputStatistics: "timestep" | "sequence";
  /** κ: how many pseudo-rows the moving average counts as, where a row is missing (rule R7). */
  kappa: number;
  /** Whether that average is of minibatches, each of the same weight, or of rows. */
  averageOf: "minibatches" | "rows";
  /** Whether padding counts as input in training. */
  padded: boolean;
}

/** What each kind of arm changes; those that are `numbered` have a number behind them. */
const KINDS: Readonly<Record<string, { numbered: boolean } & Partial<Arm>>> = {
  lstm: { numbered: false, normalization: "none" },
  padded: { numbered: false, padded: true },
  kappa: { numbered: true },
  weighted: { numbered: true, averageOf: "rows" },
  "sequence-kappa": { numbered: true, inputStatistics: "sequence" },
};

/**
 * The arm of a name such as `kappa=8`.
 *
 * @throws {RangeError} If there is no such arm.
 */
export function parseArm(name: string): Arm {
  const [kind, kappa, ...rest] = name.split("=");
  const { numbered, ...changes } = (Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined) ?? {};
  if (numbered === undefined || numbered !== Boolean(kappa) || rest.length > 0) {
    throw new RangeError(
      `Cannot measure ${name}: arms are lstm, padded, kappa=K, weighted=K and sequence-kappa=K, as in kappa=8`,
    );
  }
  return {
    normalization: "batch",
    inputStatistics: "timestep",
    kappa: Number(kappa ?? 0),
    averageOf: "minibatches",
    padded: false,
    ...changes,
  };
}
