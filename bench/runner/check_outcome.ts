import type { Outcome } from "../implementations/computation.ts";

/** The largest relative difference of a loss. */
const LOSS_TOLERANCE = 1e-4;

/** The same of the norm of a gradient: rounding errors of hundreds of steps add up in it. */
const GRADIENT_TOLERANCE = 1e-3;

/**
 * What is wrong with the outcome of an implementation, if anything.
 *
 * @param outcome What it computed.
 * @param expected What the reference computed.
 */
export function checkOutcome(outcome: Outcome, expected: Outcome): string | undefined {
  for (
    const [name, tolerance] of [
      ["loss", LOSS_TOLERANCE],
      ["gradientNorm", GRADIENT_TOLERANCE],
    ] as const
  ) {
    const wanted = expected[name];
    if (wanted === undefined) continue;
    const got = outcome[name] ?? NaN;
    // Written so that NaN is wrong.
    if (!(Math.abs(got - wanted) <= tolerance * Math.abs(wanted))) {
      return `${name === "loss" ? "loss" : "norm of the gradient"} is ${got}, not ${wanted}`;
    }
  }
}
