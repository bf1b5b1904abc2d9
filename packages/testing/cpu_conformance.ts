import type { ConformanceOptions } from "./conformance_options.ts";

/** How the fused kernels on the `cpu` backend are tested, in Deno and in Node alike. */
export function cpuConformance(): ConformanceOptions {
  // Three times the largest errors seen: 5e-7 in outputs, 2e-6 in gradients.
  return {
    backend: "cpu",
    implementation: "fused",
    outputs: { absolute: 0, relative: 1.5e-6 },
    gradients: { absolute: 0, relative: 6e-6 },
  };
}
