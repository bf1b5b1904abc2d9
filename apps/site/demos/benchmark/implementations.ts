/** One way to compute a training step. */
export interface Implementation {
  name: string;
  backend: "wasm" | "webgpu" | "cpu";
  threads: number;
  /** What is computed: what computes the same is compared. */
  model: "BN-LSTM" | "plain LSTM";
  /** One kernel for all steps, a chain of TensorFlow.js's own operations, or its layer. */
  kind: "fused" | "composed" | "layer";
}

/** Every implementation that this browser may be able to run. */
export function implementations(cores: number, isolated: boolean, gpu: boolean): Implementation[] {
  const wasm = { backend: "wasm", threads: 1 } as const;
  const list: (Omit<Implementation, "model"> & Partial<Implementation>)[] = [
    { ...wasm, name: "WebAssembly, one thread", kind: "fused" },
    ...isolated && cores > 1
      ? [{ ...wasm, name: `WebAssembly, ${cores} threads`, threads: cores, kind: "fused" } as const]
      : [],
    ...gpu ? [{ name: "WebGPU", backend: "webgpu", threads: 1, kind: "fused" } as const] : [],
    { name: "plain JavaScript", backend: "cpu", threads: 1, kind: "fused" },
    { ...wasm, name: "TensorFlow.js operations on WebAssembly", kind: "composed" },
    { ...wasm, name: "plain LSTM: WebAssembly, one thread", kind: "fused", model: "plain LSTM" },
    {
      ...wasm,
      name: "plain LSTM: TensorFlow.js layers.lstm on WebAssembly",
      kind: "layer",
      model: "plain LSTM",
    },
  ];
  return list.map((one) => ({ model: "BN-LSTM", ...one }));
}
