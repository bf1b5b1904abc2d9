import { conformance, describeWherePossible, wasmConformance } from "@bnlstm/testing";
import { missingBlas } from "./fixtures/missing_blas.ts";
import { findBlas, setupWasm } from "./mod.ts";
import { registerKernels } from "./kernels/register_kernels.ts";
import { Runtime, type RuntimeOptions } from "./runtime/runtime.ts";

// One thread has a plain memory, as in a browser without cross-origin isolation.
conformance(wasmConformance(async () => void await setupWasm({ threads: 1 })));
onThreads({ threads: 2 }, 0);
onThreads({ threads: 2 }, 2);
// More threads than a small layer has units, and no fused multiply-adds.
onThreads({ threads: 3, fuse: false }, 0);

/** All threads take part, however little there is to do. */
function onThreads(
  options: Partial<RuntimeOptions> & { threads: number },
  recompute: number,
): void {
  conformance(wasmConformance(async () => {
    const shared = options.threads > 1;
    const always = { shared, memoryBytes: 2 ** 26, workOfAThread: 0, ...options };
    registerKernels(await Runtime.start(always), recompute);
  }));
}

describeWherePossible("with a native BLAS", missingBlas(), () => {
  onThreads({ threads: 1, blas: findBlas(), blasFrom: 1 }, 0);
  onThreads({ threads: 3, blas: findBlas(), blasFrom: 1 }, 1);
});

// What is found first is oneDNN, where there is one.
const OPENBLAS = "libopenblas.so.0";
describeWherePossible("with OpenBLAS", missingBlas(OPENBLAS), () => {
  onThreads({ threads: 2, blas: OPENBLAS, blasFrom: 1 }, 0);
});
