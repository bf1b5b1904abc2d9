/** Unsigned integers of the narrowest width that holds them. */
export type Unsigned = Uint8Array | Uint16Array | Uint32Array;

/** An array for `length` integers in `0 … largest`. */
export function narrowestInts(largest: number, length: number): Unsigned {
  if (largest < 2 ** 8) return new Uint8Array(length);
  return new (largest < 2 ** 16 ? Uint16Array : Uint32Array)(length);
}
