/** A native BLAS or oneDNN, and the memory it works on; it can be sent to another thread. */
export interface BlasLibrary {
  /** Name or path for `Deno.dlopen`. */
  path: string;
  /** Address of the kernels' memory in this process. */
  memoryBase: number;
}

/** `multiply` of assembly/products/blas.ts. */
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
 * Opens a native BLAS for the calling thread. Every thread of the kernels multiplies on its own, so the library
 * is told not to start threads: they would only compete for the same cores.
 *
 * This function must not refer to anything outside itself, since its source text is sent to other threads.
 *
 * @throws {Error} If it cannot be opened.
 */
export function blasMultiply({ path, memoryBase }: BlasLibrary): Multiply {
  const oneNumber = { parameters: ["i32"], result: "void", optional: true } as const;
  const { symbols } = Deno.dlopen(path, {
    // Two transpositions, m, n, k, α, A, B, β, C; matrices with their strides, row-major. deno-fmt-ignore
    dnnl_sgemm: {
      parameters: [
        "u8", "u8", "i64", "i64", "i64",
        "f32", "usize", "i64", "usize", "i64", "f32", "usize", "i64",
      ],
      result: "i32",
      optional: true,
    },
    // Order, two transpositions, m, n, k, α, A, B, β, C; matrices with their strides.
    // deno-fmt-ignore
    cblas_sgemm: {
      parameters: [
        "i32", "i32", "i32", "i32", "i32", "i32",
        "f32", "usize", "i32", "usize", "i32", "f32", "usize", "i32",
      ],
      result: "void",
      optional: true,
    },
    // oneDNN, through the OpenMP it is linked with: applies to the calling thread.
    omp_set_num_threads: oneNumber,
    // OpenBLAS, MKL, Accelerate.
    openblas_set_num_threads: oneNumber,
    MKL_Set_Num_Threads: oneNumber,
    BLASSetThreading: oneNumber,
  });
  symbols.omp_set_num_threads?.(1);
  symbols.openblas_set_num_threads?.(1);
  symbols.MKL_Set_Num_Threads?.(1);
  symbols.BLASSetThreading?.(1);
  const ROW_MAJOR = 101, PLAIN = 111, TRANSPOSED = 112;
  // WebAssembly's addresses arrive as signed numbers.
  const pointer = (address: number) => BigInt(memoryBase + (address >>> 0));
  const { dnnl_sgemm, cblas_sgemm } = symbols;
  if (dnnl_sgemm) {
    const N = 78, T = 84;
    return (transposeA, transposeB, m, n, k, a, aStride, b, bStride, accumulate, c, cStride) => {
      dnnl_sgemm(
        transposeA ? T : N,
        transposeB ? T : N,
        BigInt(m),
        BigInt(n),
        BigInt(k),
        1,
        pointer(a),
        BigInt(aStride),
        pointer(b),
        BigInt(bStride),
        accumulate,
        pointer(c),
        BigInt(cStride),
      );
    };
  }
  return (transposeA, transposeB, m, n, k, a, aStride, b, bStride, accumulate, c, cStride) => {
    cblas_sgemm!(
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
