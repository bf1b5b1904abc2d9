import type { Shader } from "./shader.ts";
import type { Tuning } from "../tuning.ts";
import { backwardStep } from "./backward_step.ts";
import { copyRows } from "./copy_rows.ts";
import { forwardStep } from "./forward_step.ts";
import { inputGradient } from "./input_gradient.ts";
import { inputSums } from "./input_sums.ts";
import { matrixProduct, type ProductTile, productTile, type Transposed } from "./matrix_product.ts";
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
  & {
    /** The shader for a product of one shape: which operand is transposed, rows and columns. */
    product: (transposed: Transposed, rows: number, columns: number) => TiledShader;
  };

/** A shader with the tile that one of its workgroups computes. */
export interface TiledShader {
  /** The shader. */
  shader: Shader;
  /** The tile of one workgroup. */
  tile: ProductTile;
}

/** Generates all shaders of one tuning. Sizes are uniforms, so these serve every batch. */
export function createShaders(tuning: Tuning): Shaders {
  const products = new Map<string, TiledShader>();
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
    product: (transposed, rows, columns) => {
      const tile = productTile(rows, columns, tuning.tile);
      const key = `${transposed} ${tile.rows} ${tile.columns}`;
      const known = products.get(key) ?? { shader: matrixProduct(transposed, tile), tile };
      products.set(key, known);
      return known;
    },
  };
}
