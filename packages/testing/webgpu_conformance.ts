import { env } from "@tensorflow/tfjs-core";
import type { ConformanceOptions } from "./conformance_options.ts";

/**
 * How the fused kernels on WebGPU are tested, in Deno and in a browser alike.
 *
 * @param setup Makes the backend.
 * @param runs Number of small cases drawn.
 */
export function webGpuConformance(
  setup: () => Promise<unknown>,
  runs?: number,
): ConformanceOptions {
  return {
    backend: "webgpu",
    implementation: "fused",
    outputs: { absolute: 0, relative: 2e-6 },
    gradients: { absolute: 1e-7, relative: 2e-5 },
    runs,
    prepare: async () => {
      await setup();
      // Or tfjs computes small cases on the CPU, where nothing of WebGPU can go wrong.
      env().set("WEBGPU_CPU_FORWARD", false);
    },
  };
}
