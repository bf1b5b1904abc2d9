/**
 * What a change may not exceed without saying so: counts and sizes, never times, a little above what they are
 * today. budgets_test.ts holds the code to them.
 */
export const BUDGETS = {
  /** Kernels tfjs runs in a training step of the fused form, loss included, however long the sequences. */
  kernels: 60,
  /** Kernels tfjs runs for each time step in a training step of the composed form. */
  composedKernelsPerTimeStep: 300,
  /** Most bytes of tensors a training step has at a time, beyond its inputs, by backend. */
  tensorBytes: { cpu: 1, wasm: 1 },
  /** Most bytes of the WASM kernels' own memory in a training step, beyond what they start with. */
  kernelBytes: 1,
  /** Bytes of each published package. */
  packageBytes: {} as Record<string, number>,
  /** Bytes, minified and compressed, of a page that makes a training step, by backend. */
  pageBytes: { cpu: 1, wasm: 1, webgpu: 1 },
  /** Modules such a page loads, those of npm packages counted as far as they are imported directly. */
  pageModules: { cpu: 1, wasm: 1, webgpu: 1 },
} as const;
