import { quartiles } from "../runner/quartiles.ts";
import type { ImplementationResult, Phase, Results } from "../runner/results.ts";

/** An implementation that both runs have measured. */
export interface Change {
  /** Setting, measurement and implementation. */
  name: string;
  /** Time of the new run over that of the old one, each relative to the peak of its own run. */
  ratio: number;
  /** Whether it became slower, by more than `TOLERANCE` and with the quartiles apart. */
  slower: boolean;
}

/** What a time may grow by without being called slower. */
const TOLERANCE = 0.05;

/**
 * Compares two runs. Times are multiplied by the peak measured in the same rounds: what is left is what
 * the code has to do with, not the machine or what else it was doing.
 */
export function comparison(before: Results, after: Results): Change[] {
  return after.phases.flatMap((phase) => {
    const old = before.phases.find(({ setting, measurement }) =>
      setting.name === phase.setting.name && measurement === phase.measurement
    );
    return phase.implementations.flatMap((implementation) => {
      const earlier = old?.implementations.find((other) =>
        other.implementation === implementation.implementation
      );
      if (!old || !earlier || !(implementation.samples.length && earlier.samples.length)) return [];
      const [was, is] = [relative(old, earlier), relative(phase, implementation)];
      const ratio = is.median / was.median;
      return [{
        name: `(${phase.setting.name}) ${phase.measurement}, ${implementation.implementation}`,
        ratio,
        slower: ratio > 1 + TOLERANCE && is.low > was.high,
      }];
    });
  });
}

/** Quartiles of the time in units of what the peak could have done in it. */
function relative(phase: Phase, implementation: ImplementationResult) {
  const peak = phase.peaks[implementation.peak];
  const rate = peak ? quartiles(peak).median : 1;
  return quartiles(implementation.samples.map((milliseconds) => milliseconds * rate));
}
