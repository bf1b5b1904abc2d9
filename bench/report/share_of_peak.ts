import { quartiles } from "../runner/quartiles.ts";
import type { ImplementationResult, Phase } from "../runner/results.ts";

/** GFLOP/s at so many milliseconds a run. */
export function gigaflops({ flops }: Phase, milliseconds: number): number {
  return flops / milliseconds / 1e6;
}

/** The speed of an implementation as a share of the peak measured in the same rounds; absent where there is none. */
export function shareOfPeak(
  phase: Phase,
  implementation: ImplementationResult,
): number | undefined {
  const peak = phase.peaks[implementation.peak];
  if (!peak || implementation.samples.length === 0) return undefined;
  return gigaflops(phase, quartiles(implementation.samples).median) / quartiles(peak).median;
}
