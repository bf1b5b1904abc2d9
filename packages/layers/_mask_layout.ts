/** Where the unmasked steps of a batch go, so that those of each row come first and in order. */
export interface MaskLayout {
  /** N rows that have an unmasked step, by their place in the batch `[N]`. */
  rows: Int32Array;
  /** How many unmasked steps each of them has `[N]`. */
  lengths: Int32Array;
  /** Most unmasked steps of a row. */
  timeSteps: number;
  /**
   * The step each one of the compact time-major sequences is, as `b T + t` `[timeSteps N]`; that of row 0 at step 0 in
   * padding, which nothing reads.
   */
  inputs: Int32Array;
  /**
   * Where the output of each step comes from `[B T]`: the state after the last unmasked step up to it, `B + s N + n`
   * for compact step s of compact row n, or the initial state of row b, `b`, before the first.
   */
  outputs: Int32Array;
  /** Where the last state of each row comes from `[B]`: `B + n`, or `b` where all steps are masked. */
  states: Int32Array;
}

/**
 * Lays out a batch without its masked steps. A masked step leaves the state as it is and repeats the output before
 * it, so that an LSTM may read the other steps alone, wherever they are.
 *
 * @param mask Non-zero where a step counts `[B, T]`.
 * @param backwards Whether the steps are read, and their outputs written, from the last to the first.
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
