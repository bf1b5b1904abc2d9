/**
 * What a change may not exceed without saying so: counts and sizes, never times, a little above what they are
 * today. budgets_test.ts holds the code to them.
 */
export const BUDGETS = {
  /** Kernels tfjs runs in a training step of the fused form, loss included, however long the sequences. */
  kernels: { cpu: 43, wasm: 37 },
  /** Kernels tfjs runs for each time step in a training step of the composed form. */
  composedKernelsPerTimeStep: 255,
  /** Most bytes of tensors a training step (T=40, B=8, I=4, H=12) has at a time, beyond what lasts. */
  tensorBytes: { cpu: 440_000, wasm: 100_000 },
  /** Most bytes of the WASM kernels' own memory in such a step, beyond what they start with. */
  kernelBytes: 225_000,
  /**
   * What a training step of one layer sends to the other processes with synchronized statistics: sums for each
   * time step, numbers of eight bytes in them for each unit and time step, and what comes once a step.
   */
  exchange: { sumsPerTimeStep: 4, numbersPerUnit: { cpu: 36, wasm: 32 }, once: 2 },
  /** Bytes of each published package. */
  packageBytes: {
    "@bnlstm/core": 203_000,
    "@bnlstm/backend-cpu": 56_000,
    "@bnlstm/backend-wasm": 99_000,
    "@bnlstm/backend-webgpu": 110_000,
    "@bnlstm/convert": 106_000,
    "@bnlstm/data": 290_000,
    "@bnlstm/distributed": 31_000,
    "@bnlstm/layers": 49_000,
    "@bnlstm/train": 278_000,
    "@bnlstm/cli": 276_000,
  } as Readonly<Record<string, number>>,
  /** Bytes, minified and compressed, of a page that makes a training step. */
  pageBytes: { cpu: 97_000, wasm: 112_000, webgpu: 144_000 },
  /** Modules such a page loads; of an npm package those that are imported by name. */
  pageModules: { cpu: 80, wasm: 85, webgpu: 100 },
} as const;
