import type { Shader } from "../shader.ts";
import type { Tuning } from "../tuning.ts";
import { backwardStep } from "./backward_step.ts";
import { copyRows } from "./copy_rows.ts";
import { forwardStep } from "./forward_step.ts";
import { inputGradient } from "./input_gradient.ts";
import { inputSums } from "./input_sums.ts";
import { matrixProduct, type Transposed } from "./matrix_product.ts";
import { mergeMoments } from "./merge_moments.ts";
import { moments } from "./moments.ts";
import { scaleInput } from "./scale_input.ts";
import { sumRows } from "./sum_rows.ts";

/** All shaders of one tuning, by name. */
export type Shaders =
  & Record<
    | "forwardStep"
    | "backwardStep"
    | "moments"
    | "mergeMoments"
    | "scaleInput"
    | "inputSums"
    | "inputGradient"
    | "sumRows"
    | "copyRows",
    Shader
  >
  & { product: Record<Transposed, Shader> };

/** Writes all shaders of one tuning. Sizes are uniforms, so these serve every batch. */
export function createShaders(tuning: Tuning): Shaders {
  return {
    forwardStep: forwardStep(tuning),
    backwardStep: backwardStep(tuning),
    moments: moments(),
    mergeMoments: mergeMoments(),
    scaleInput: scaleInput(),
    inputSums: inputSums(),
    inputGradient: inputGradient(),
    sumRows: sumRows(),
    copyRows: copyRows(),
    product: {
      neither: matrixProduct("neither", tuning.tile),
      left: matrixProduct("left", tuning.tile),
      right: matrixProduct("right", tuning.tile),
    },
  };
}
