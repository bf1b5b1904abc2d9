/**
 * Fused BN-LSTM kernels for tfjs's `wasm` backend: SIMD and threads, written in AssemblyScript.
 *
 * @module
 */

import "@tensorflow/tfjs-backend-wasm";

export * from "./find_blas.ts";
export * from "./setup_wasm.ts";
