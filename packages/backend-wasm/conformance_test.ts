import { conformance, describeWherePossible, wasmConformance } from "@bnlstm/testing";
import { missingBlas } from "./fixtures/missing_blas.ts";
import { findBlas, setupWasm } from "./mod.ts";
import { registerKernels } from "./kernels/register_kernels.ts";
import { Runtime } from "./runtime/runtime.ts";

// One thread has a plain memory, as in a browser without cross-origin isolation.
conformance(wasmConformance(async () => void await setupWasm({ threads: 1 })));
conformance(wasmConformance(async () => void await setupWasm({ threads: 2 })));
conformance(wasmConformance(async () => void await setupWasm({ threads: 2, recompute: 2 })));
// More threads than a small layer has units, and no fused multiply-adds.
conformance(wasmConformance(async () => {
  const options = { threads: 3, shared: true, memoryBytes: 2 ** 26, fuse: false };
  registerKernels(await Runtime.start(options), 0);
}));

function withBlas(threads: number, recompute: number, blas = findBlas()): void {
  conformance(wasmConformance(async () => {
    const options = { threads, shared: threads > 1, memoryBytes: 2 ** 26, blas, blasFrom: 1 };
    registerKernels(await Runtime.start(options), recompute);
  }));
}

describeWherePossible("with a native BLAS", missingBlas(), () => {
  withBlas(1, 0);
  withBlas(3, 1);
});

// What is found first is oneDNN, where there is one.
const OPENBLAS = "libopenblas.so.0";
describeWherePossible("with OpenBLAS", missingBlas(OPENBLAS), () => withBlas(2, 0, OPENBLAS));
