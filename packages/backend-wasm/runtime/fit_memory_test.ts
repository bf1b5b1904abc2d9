import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { fitMemory } from "./fit_memory.ts";
import { instantiateKernels, kernelBuilds } from "./kernel_module.ts";

const { separate: binary } = await kernelBuilds();

async function instantiate(fitted: Uint8Array<ArrayBuffer>, pages: number, shared: boolean) {
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
  return await instantiateKernels(fitted, memory);
}

describe("fitMemory()", () => {
  it("makes a module that takes exactly the memory it was fitted to", async () => {
    for (const [pages, shared] of [[1, false], [300, true], [65536, true]] as const) {
      const fitted = fitMemory(binary, pages, shared);
      await instantiate(fitted, pages, shared);
      await assert.rejects(instantiate(fitted, pages, !shared), WebAssembly.LinkError);
      if (pages > 1) {
        await assert.rejects(instantiate(fitted, pages - 1, shared), WebAssembly.LinkError);
      }
    }
  });

  it("refuses a module without the memory of the kernels", () => {
    assert.throws(() => fitMemory(new Uint8Array(100), 1, false), /they import none/);
  });
});
