import { describe, it } from "./bdd.ts";

/**
 * Declares tests that need a WebGPU adapter. Where there is none they are skipped, but in CI, which
 * installs one, they fail.
 *
 * @param name What is tested.
 * @param body Declares the tests.
 */
export async function describeOnWebGpu(name: string, body: () => void): Promise<void> {
  if (await navigator.gpu?.requestAdapter()) return describe(name, body);
  const reason = "no WebGPU adapter; Debian's mesa-vulkan-drivers brings one";
  describe(name, () => {
    if (Deno.env.get("CI")) {
      it("has an adapter", () => {
        throw new Error(`Cannot test on WebGPU: ${reason}`);
      });
    } else it.skip(`is skipped: ${reason}`, () => {});
  });
}
