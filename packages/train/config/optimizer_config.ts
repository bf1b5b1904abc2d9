import * as z from "zod";

/** How gradients become updates. */
export interface OptimizerConfig {
  /** The update rule. */
  name: "rmsprop" | "adam" | "sgd";
  /** Learning rate, before the schedule. */
  learningRate: number;
  /** Weight of the old mean of squared gradients; RMSProp only. */
  rmspropDecay: number;
  /** Weight of the old update in the new one; RMSProp only. */
  rmspropMomentum: number;
  /**
   * ε, which keeps the denominator, √v of the mean square v of a gradient, away from zero. Gradients much
   * smaller than ε hardly change a parameter.
   */
  optimizerEpsilon: number;
  /**
   * Whose form of the denominator is used. For RMSProp it is √v + ε (PyTorch), √(v + ε) (Keras) or max(√v, ε)
   * (the paper's authors). For Adam it is √v + ε, with ε added after v is corrected for its start at zero
   * (PyTorch) or before (Keras and the authors).
   */
  denominator: "pytorch" | "keras" | "authors";
  /** Largest global norm of the gradient; 0 for no limit. */
  clipNorm: number;
  /** How the learning rate changes: not at all, along a half cosine to 0 at the last step, or in drops. */
  schedule: "constant" | "cosine" | "step";
  /** Number of steps over which the learning rate first rises linearly. */
  warmupSteps: number;
  /** Number of steps between two drops; schedule `"step"` only. */
  dropEvery: number;
  /** The factor by which a drop multiplies the learning rate; schedule `"step"` only. */
  dropFactor: number;
}

/** Schema of {@linkcode OptimizerConfig}, with defaults and help texts. */
export const optimizerConfigSchema: z.ZodType<OptimizerConfig> = z.strictObject({
  name: z.enum(["rmsprop", "adam", "sgd"]).default("adam").describe("update rule"),
  learningRate: z.number().positive().default(1e-2).describe("learning rate before the schedule"),
  rmspropDecay: z.number().min(0).lt(1).default(0.9)
    .describe("weight of the old mean of squared gradients in rmsprop"),
  rmspropMomentum: z.number().min(0).lt(1).default(0).describe("momentum of rmsprop"),
  optimizerEpsilon: z.number().positive().default(1e-8)
    .describe("added to the denominator of the update rule, to keep it from zero"),
  denominator: z.enum(["pytorch", "keras", "authors"]).default("pytorch")
    .describe(
      "where --optimizer-epsilon is added: as in PyTorch, in Keras or in the authors' code",
    ),
  clipNorm: z.number().min(0).default(1).describe(
    "largest global norm of the gradient, 0: no limit",
  ),
  schedule: z.enum(["constant", "cosine", "step"]).default("cosine")
    .describe("change of the learning rate: none, along a half cosine to 0, or in drops"),
  warmupSteps: z.int().min(0).default(0).describe(
    "steps over which the learning rate first rises",
  ),
  dropEvery: z.int().min(1).default(1000).describe(
    "steps between two drops, for the schedule step",
  ),
  dropFactor: z.number().positive().max(1).default(0.5)
    .describe("factor of the learning rate at each drop"),
});
