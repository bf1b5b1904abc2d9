/** The supported element types, by their names in the format. */
export const SAFETENSORS_TYPES = {
  F64: Float64Array,
  F32: Float32Array,
  I32: Int32Array,
  U8: Uint8Array,
} as const;

/** Elements of a tensor in a safetensors file. */
export type SafetensorsValues = Float64Array | Float32Array | Int32Array | Uint8Array;

/** A tensor in a safetensors file. */
export interface SafetensorsTensor {
  /** Sizes, outermost first. */
  shape: number[];
  /** Elements in row-major order; their class is the element type. */
  values: SafetensorsValues;
}

/** The contents of a safetensors file. */
export interface SafetensorsFile {
  /** Tensors by name. */
  tensors: Record<string, SafetensorsTensor>;
  /** Text by name. */
  metadata: Record<string, string>;
}
