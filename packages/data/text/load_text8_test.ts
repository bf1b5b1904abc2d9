import assert from "node:assert/strict";
import { afterEach, describe, it } from "@bnlstm/testing";
import { loadText8 } from "./load_text8.ts";

const realFetch = globalThis.fetch;
const size = 100_000_000;

function serve(bytes: Uint8Array<ArrayBuffer>): void {
  globalThis.fetch = () => Promise.resolve(new Response(bytes));
}

describe("loadText8()", () => {
  afterEach(() => {
    globalThis.fetch = realFetch;
  });

  it("divides 100 million characters 90 to 5 to 5", async () => {
    const file = new Uint8Array(size).fill(0x20);
    file.set(new TextEncoder().encode(" anarchism originated"));
    file[90_000_000] = 0x76;
    file[95_000_000] = 0x74;
    file[size - 1] = 0x7a;
    serve(file);
    const { alphabet, train, valid, test } = await loadText8("mem:text8");
    assert.equal(alphabet.symbols.join(""), " abcdefghijklmnopqrstuvwxyz");
    assert.deepEqual([train.length, valid.length, test.length], [9e7, 5e6, 5e6]);
    assert.equal(alphabet.decode(train.subarray(0, 10)), " anarchism");
    assert.equal(alphabet.decode([valid[0], test[0], test[test.length - 1]]), "vtz");
    // All are views of one array of a byte a character.
    assert.equal(train.buffer, test.buffer);
    assert.equal(train.buffer.byteLength, size);
  });

  it("refuses a file that is cut off, empty, or holds anything else", async () => {
    for (const length of [0, 999]) {
      serve(new Uint8Array(length).fill(0x61));
      await assert.rejects(loadText8("mem:text8"), {
        name: "RangeError",
        message: `Cannot load text8: "mem:text8" must have 100000000 bytes, got ${length}`,
      });
    }
    for (const byte of [0x41, 0x0a, 0x00, 0x60, 0x7b, 0xc3]) {
      serve(new Uint8Array([0x20, 0x61, byte]));
      await assert.rejects(loadText8("mem:text8"), { name: "TypeError", message: /byte 2 is 0x/ });
    }
  });
});
