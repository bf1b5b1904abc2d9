import type { Matrix } from "../arrays/matrix.ts";
import { scaleOffset } from "./site.ts";

/** Replaces a by x̂ `[features, n]`, with the scale `[2, scaleRows, features]` of step t. */
export function standardize(
  a: Matrix,
  features: number,
  n: number,
  scale: Float32Array,
  scaleRows: number,
  t: number,
): void {
  const { values, offset, stride } = a;
  const means = scaleOffset(scaleRows, features, t);
  const rstds = means + scaleRows * features;
  for (let j = 0; j < features; j++) {
    const mean = scale[means + j];
    const rstd = scale[rstds + j];
    let k = offset + j * stride;
    for (const end = k + n; k < end; k++) values[k] = (values[k] - mean) * rstd;
  }
}
