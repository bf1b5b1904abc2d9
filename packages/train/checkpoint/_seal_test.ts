import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { isSealed, SEAL, seal } from "./_seal.ts";
import { readSafetensors } from "./read_safetensors.ts";
import { writeSafetensors } from "./write_safetensors.ts";

describe("seal()", () => {
  it("puts the SHA-256 of the file with zeros in its place into the metadata", async () => {
    const bytes = writeSafetensors({ tensors: {}, metadata: { ...SEAL } });
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    await seal(bytes);
    const { sha256 } = readSafetensors(bytes).metadata;
    assert.equal(sha256, [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
  });

  it("notices every changed byte", async () => {
    const values = new Uint8Array([1, 2, 3]);
    const bytes = writeSafetensors({
      tensors: { a: { shape: [3], values } },
      metadata: { ...SEAL, other: "text" },
    });
    await seal(bytes);
    assert.equal(await isSealed(bytes), true);
    for (let i = 0; i < bytes.length; i++) {
      const altered = bytes.slice();
      altered[i] ^= 0x20;
      assert.equal(await isSealed(altered), false, `byte ${i}`);
    }
  });

  it("does not take a file that was never sealed for one", async () => {
    assert.equal(await isSealed(writeSafetensors({ tensors: {}, metadata: {} })), false);
    assert.equal(await isSealed(new Uint8Array()), false);
  });
});
