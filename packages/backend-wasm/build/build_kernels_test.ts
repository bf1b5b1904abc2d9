import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { buildKernels } from "./build_kernels.ts";

describe("buildKernels()", () => {
  it("gives the bytes that are checked in", async () => {
    const checkedIn = await readFile(
      new URL("../runtime/kernel_binaries.ts", import.meta.url),
      "utf8",
    );
    assert.ok(await buildKernels() === checkedIn, "run `deno task build:wasm`");
  });
});
