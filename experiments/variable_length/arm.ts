/** A way to treat the statistics of steps that few rows reach. */
export interface Arm {
  /** Whether anything is normalized, or it is the plain LSTM. */
  normalization: "batch" | "none";
  /** Whether input terms share their statistics over time. */
  inputStatistics: "timestep" | "sequence";
  /** Smallest share of active rows for which a step uses only its own statistics (docs/rules.md#r7). */
  minShare: number;
  /** Whether padding counts as input in training. */
  padded: boolean;
}

/** What each kind of arm changes; `share=S` and `sequence=S` have a number behind them. */
const KINDS: Readonly<Record<string, { numbered: boolean } & Partial<Arm>>> = {
  lstm: { numbered: false, normalization: "none" },
  padded: { numbered: false, padded: true },
  share: { numbered: true },
  sequence: { numbered: true, inputStatistics: "sequence" },
};

/**
 * The arm of a name such as `share=0.25`.
 *
 * @throws {RangeError} If there is no such arm.
 */
export function parseArm(name: string): Arm {
  const [kind, share, ...rest] = name.split("=");
  const { numbered, ...changes } = (Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined) ?? {};
  if (numbered === undefined || numbered !== Boolean(share) || rest.length > 0) {
    throw new RangeError(
      `Cannot measure ${name}: arms are lstm, padded, share=S and sequence=S, as in share=0.25`,
    );
  }
  return {
    normalization: "batch",
    inputStatistics: "timestep",
    minShare: Number(share ?? 0),
    padded: false,
    ...changes,
  };
}
