import { quartiles } from "../quartiles.ts";
import type { PartyResult, Phase } from "../results.ts";

/** GFLOP/s at so many milliseconds a run. */
export function gigaflops({ flops }: Phase, milliseconds: number): number {
  return flops / milliseconds / 1e6;
}

/** The speed of a party as a share of the peak measured in the same rounds; absent where there is none. */
export function shareOfPeak(phase: Phase, party: PartyResult): number | undefined {
  const peak = phase.peaks[party.peak];
  if (!peak || party.samples.length === 0) return undefined;
  return gigaflops(phase, quartiles(party.samples).median) / quartiles(peak).median;
}
