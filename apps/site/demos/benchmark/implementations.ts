/** One way to compute a training step. */
export interface Implementation {
  name: string;
  backend: "wasm" | "webgpu" | "cpu";
  threads: number;
  /** One kernel for all steps, or a chain of TensorFlow.js's own operations. */
  kind: "fused" | "composed";
}

/** Every implementation that this browser may be able to run. */
export function implementations(cores: number, isolated: boolean, gpu: boolean): Implementation[] {
  return [
    { name: "WebAssembly, one thread", backend: "wasm", threads: 1, kind: "fused" },
    ...isolated && cores > 1
      ? [
        {
          name: `WebAssembly, ${cores} threads`,
          backend: "wasm",
          threads: cores,
          kind: "fused",
        } as const,
      ]
      : [],
    ...gpu ? [{ name: "WebGPU", backend: "webgpu", threads: 1, kind: "fused" } as const] : [],
    { name: "plain JavaScript", backend: "cpu", threads: 1, kind: "fused" },
    {
      name: "TensorFlow.js operations on WebAssembly",
      backend: "wasm",
      threads: 1,
      kind: "composed",
    },
  ];
}
