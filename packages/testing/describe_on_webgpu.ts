import { describeWherePossible } from "./describe_where_possible.ts";

/**
 * Declares tests that need a WebGPU adapter.
 *
 * @param name What is tested.
 * @param body Declares the tests.
 */
export async function describeOnWebGpu(name: string, body: () => void): Promise<void> {
  const found = await navigator.gpu?.requestAdapter();
  const missing = found ? undefined : "no WebGPU adapter; Debian's mesa-vulkan-drivers brings one";
  describeWherePossible(name, missing, body);
}
