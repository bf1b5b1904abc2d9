/** A native BLAS and the memory it works on; can be sent to another thread. */
export interface BlasLibrary {
  /** What `Deno.dlopen` opens. */
  path: string;
  /** Address of the kernels' memory in this process. */
  memoryBase: number;
}

/** `multiply` of assembly/blas.ts. */
export type Multiply = (
  transposeA: number,
  transposeB: number,
  m: number,
  n: number,
  k: number,
  a: number,
  aStride: number,
  b: number,
  bStride: number,
  accumulate: number,
  c: number,
  cStride: number,
) => void;

/**
 * Opens a native BLAS for the thread that calls this. Every thread of the kernels multiplies on its own, so
 * the library is told to use no threads of its own: they would only contend for the same cores.
 *
 * A function without surroundings: other threads are sent its text.
 *
 * @throws {Error} If it cannot be opened or has no `cblas_sgemm`.
 */
export function blasMultiply({ path, memoryBase }: BlasLibrary): Multiply {
  const oneNumber = { parameters: ["i32"], result: "void", optional: true } as const;
  const { symbols } = Deno.dlopen(path, {
    // Order, two transpositions, m, n, k, α, A, B, β, C; matrices with their strides.
    // deno-fmt-ignore
    cblas_sgemm: {
      parameters: [
        "i32", "i32", "i32", "i32", "i32", "i32",
        "f32", "usize", "i32", "usize", "i32", "f32", "usize", "i32",
      ],
      result: "void",
    },
    // OpenBLAS, MKL, Accelerate.
    openblas_set_num_threads: oneNumber,
    MKL_Set_Num_Threads: oneNumber,
    BLASSetThreading: oneNumber,
  });
  symbols.openblas_set_num_threads?.(1);
  symbols.MKL_Set_Num_Threads?.(1);
  symbols.BLASSetThreading?.(1);
  const ROW_MAJOR = 101, PLAIN = 111, TRANSPOSED = 112;
  // WebAssembly's addresses arrive as signed numbers.
  const pointer = (address: number) => BigInt(memoryBase + (address >>> 0));
  return (transposeA, transposeB, m, n, k, a, aStride, b, bStride, accumulate, c, cStride) => {
    symbols.cblas_sgemm(
      ROW_MAJOR,
      transposeA ? TRANSPOSED : PLAIN,
      transposeB ? TRANSPOSED : PLAIN,
      m,
      n,
      k,
      1,
      pointer(a),
      aStride,
      pointer(b),
      bStride,
      accumulate,
      pointer(c),
      cStride,
    );
  };
}
