/** Values of a tensor outside any backend. */
export interface NamedArray {
  /** Sizes, outermost first. */
  shape: number[];
  /** Elements in row-major order. */
  values: Float32Array;
}

/** Tensors by name. */
export type NamedArrays = Record<string, NamedArray>;
