/**
 * The positions to which the unmasked steps of a batch are moved, so that those of each row come first and in
 * order.
 */
export interface MaskLayout {
  /** The N rows that have an unmasked step, by their index in the batch `[N]`. */
  rows: Int32Array;
  /** Number of unmasked steps of each of them `[N]`. */
  lengths: Int32Array;
  /** Largest number of unmasked steps of a row. */
  timeSteps: number;
  /**
   * For each step of the compact, time-major sequences, the original step as `b T + t` `[timeSteps N]`; in
   * padding, which nothing reads, step 0 of row 0.
   */
  inputs: Int32Array;
  /**
   * For each step, the index of its output `[B T]`: `B + s N + n`, the state after compact step s of compact
   * row n, for the last unmasked step up to it; or `b`, the initial state of row b, before the first one.
   */
  outputs: Int32Array;
  /** For each row, the index of its last state `[B]`: `B + n`, or `b` if all steps are masked. */
  states: Int32Array;
}

/**
 * Lays out a batch without its masked steps. A masked step leaves the state unchanged and repeats the previous
 * output, so that an LSTM need only read the other steps, wherever they are.
 *
 * @param mask Non-zero where a step counts `[B, T]`.
 * @param backwards Whether steps are read, and outputs written, from the last to the first.
 * @returns `undefined` if no step is masked.
 */
export function maskLayout(
  mask: ArrayLike<number>,
  batchSize: number,
  sequenceLength: number,
  backwards: boolean,
): MaskLayout | undefined {
  const steps = Array.from({ length: batchSize }, (_, b) => {
    const unmasked: number[] = [];
    for (let i = 0; i < sequenceLength; i++) {
      const at = b * sequenceLength + (backwards ? sequenceLength - 1 - i : i);
      if (mask[at]) unmasked.push(at);
    }
    return unmasked;
  });
  if (steps.every((row) => row.length === sequenceLength)) return undefined;
  const rows = Int32Array.from(steps.keys()).filter((b) => steps[b].length > 0);
  const lengths = rows.map((b) => steps[b].length);
  const timeSteps = Math.max(0, ...lengths);
  const inputs = new Int32Array(timeSteps * rows.length);
  const outputs = new Int32Array(batchSize * sequenceLength);
  const states = Int32Array.from(steps.keys());
  for (let b = 0; b < batchSize; b++) outputs.fill(b, b * sequenceLength, (b + 1) * sequenceLength);
  rows.forEach((b, n) => {
    states[b] = batchSize + n;
    steps[b].forEach((at, s) => {
      const place = s * rows.length + n;
      inputs[place] = at;
      const first = backwards ? b * sequenceLength + (b + 1) * sequenceLength - 1 - at : at;
      outputs.fill(batchSize + place, first, (b + 1) * sequenceLength);
    });
  });
  return { rows, lengths, timeSteps, inputs, outputs, states };
}
