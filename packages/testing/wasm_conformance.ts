import type { ConformanceOptions } from "./conformance_options.ts";

/**
 * How the fused kernels on WASM are tested, in Deno and in a browser alike.
 *
 * @param prepare Sets them up.
 */
export function wasmConformance(prepare: () => Promise<void>): ConformanceOptions {
  return {
    backend: "wasm",
    implementation: "fused",
    outputs: { absolute: 0, relative: 2e-6 },
    // A gradient that is exactly zero is here a difference of rounded numbers around 1.
    gradients: { absolute: 5e-7, relative: 2e-5 },
    prepare,
  };
}
