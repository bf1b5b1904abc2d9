/** One way to compute a training step. */
export interface Implementation {
  /** What a link calls it. */
  id: string;
  name: string;
  backend: "wasm" | "webgpu" | "cpu";
  /** Whether it may use as many threads as there are cores; else it uses one. */
  parallel?: boolean;
  /** What is computed: what computes the same is compared. */
  model: "BN-LSTM" | "plain LSTM";
  /** One kernel for all steps, a chain of TensorFlow.js's own operations, or its layer; or jax-js. */
  kind: "fused" | "composed" | "layer" | "jax-js";
}

const BN = { model: "BN-LSTM" } as const;
const PLAIN = { model: "plain LSTM" } as const;

/** Every implementation. What cannot run in a browser says why. */
export const IMPLEMENTATIONS: readonly Implementation[] = [
  { ...BN, id: "wasm", name: "WebAssembly, one thread", backend: "wasm", kind: "fused" },
  {
    ...BN,
    id: "wasm-all",
    name: "WebAssembly, all threads",
    backend: "wasm",
    parallel: true,
    kind: "fused",
  },
  { ...BN, id: "webgpu", name: "WebGPU", backend: "webgpu", kind: "fused" },
  { ...BN, id: "cpu", name: "plain JavaScript", backend: "cpu", kind: "fused" },
  {
    ...BN,
    id: "composed",
    name: "TensorFlow.js operations on WebAssembly",
    backend: "wasm",
    kind: "composed",
  },
  { ...BN, id: "jax", name: "jax-js on WebAssembly", backend: "wasm", kind: "jax-js" },
  { ...BN, id: "jax-webgpu", name: "jax-js on WebGPU", backend: "webgpu", kind: "jax-js" },
  {
    ...PLAIN,
    id: "plain",
    name: "plain LSTM: WebAssembly, one thread",
    backend: "wasm",
    kind: "fused",
  },
  {
    ...PLAIN,
    id: "layers",
    name: "plain LSTM: TensorFlow.js layers.lstm on WebAssembly",
    backend: "wasm",
    kind: "layer",
  },
];
