import assert from "node:assert/strict";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, it } from "@bnlstm/testing";
import { fingerprintFiles } from "./fingerprint_files.ts";

describe("fingerprintFiles()", () => {
  it("is of the contents, however they are packed, and tells others from them", async () => {
    const folder = await Deno.makeTempDir();
    const write = async (...parts: (Uint8Array | string)[]) => {
      const path = join(folder, crypto.randomUUID());
      await Deno.writeFile(path, new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer()));
      return await fingerprintFiles([path]);
    };
    const plain = await write("hello world");
    assert.equal(await write(gzipSync("hello world")), plain);
    const members = [gzipSync("hello "), gzipSync("world"), new Uint8Array(300)];
    assert.equal(await write(...members), plain);
    assert.notEqual(await write("hello world\n"), plain);
    const junk = write(gzipSync("hello "), "world");
    await assert.rejects(junk, { name: "InputError", message: /^Cannot read / });
    await Deno.remove(folder, { recursive: true });
  });
});
