import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, it } from "@bnlstm/testing";
import { gunzip } from "./gunzip.ts";

const compress = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes));

describe("gunzip()", () => {
  it("returns what was compressed", async () => {
    // Random bytes do not shrink: these are fewer than a slice, about one, and many.
    for (const length of [0, 1, 4000, 4096, 4200, 100_000]) {
      const bytes = new Uint8Array(randomBytes(length));
      assert.deepEqual(await gunzip(compress(bytes), Infinity), bytes);
    }
  });

  it("stops soon after the limit, however much one byte expands to", async () => {
    const bomb = compress(new Uint8Array(2 ** 26));
    const { length } = await gunzip(bomb, 1000);
    assert.ok(length >= 1000 && length <= 1000 + 4096 * 1032, `${length} bytes`);
  });

  it("refuses damaged and incomplete data", async () => {
    const whole = compress(new Uint8Array(1000));
    await assert.rejects(gunzip(whole.subarray(0, whole.length - 1), Infinity), TypeError);
    const damaged = whole.slice();
    damaged[12] ^= 0xff;
    await assert.rejects(gunzip(damaged, Infinity), TypeError);
  });
});
