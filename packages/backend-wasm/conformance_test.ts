import { conformance, describeWherePossible } from "@bnlstm/testing";
import { findBlas, setupWasm } from "./mod.ts";
import { registerKernels } from "./_register_kernels.ts";
import { Runtime } from "./_runtime.ts";

// A gradient that is exactly zero is here a difference of rounded numbers around 1, hence the absolute part.
const suite = {
  backend: "wasm",
  implementation: "fused" as const,
  outputs: { absolute: 0, relative: 2e-6 },
  gradients: { absolute: 5e-7, relative: 2e-5 },
};

// One thread has a plain memory, as in a browser without cross-origin isolation.
conformance({ ...suite, prepare: async () => void await setupWasm({ threads: 1 }) });
conformance({ ...suite, prepare: async () => void await setupWasm({ threads: 2 }) });
conformance({ ...suite, prepare: async () => void await setupWasm({ threads: 2, recompute: 2 }) });
// More threads than a small layer has units, and no fused multiply-adds.
conformance({
  ...suite,
  prepare: async () => {
    const options = { threads: 3, shared: true, memoryBytes: 2 ** 26, fuse: false };
    registerKernels(await Runtime.start(options), 0);
  },
});

describeWherePossible("with a native BLAS", missingBlas(), () => {
  for (const [threads, recompute] of [[1, 0], [2, 0], [3, 1]]) {
    conformance({
      ...suite,
      prepare: async () => {
        const shared = threads > 1;
        const options = { threads, shared, memoryBytes: 2 ** 26, blas: findBlas(), blasFrom: 1 };
        registerKernels(await Runtime.start(options), recompute);
      },
    });
  }
});

function missingBlas(): string | undefined {
  try {
    findBlas();
  } catch (error) {
    return (error as Error).message;
  }
}
