import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { concatenate } from "./concatenate.ts";
import { describe, it } from "@bnlstm/testing";
import { gunzip as gunzipOrThrow, gunzipped } from "./gunzip.ts";

const gunzip = (bytes: Uint8Array, limit: number) =>
  gunzipOrThrow(bytes, limit, (cause) => new TypeError("damaged", { cause }));

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

  it("reads several members and zeros after them, as the command gunzip does", async () => {
    const texts = ["a", "", "of several members ".repeat(1000), "\0".repeat(9000)];
    const encode = (text: string) => new TextEncoder().encode(text);
    for (const some of [texts, texts.slice(1), texts.slice(0, 2)]) {
      for (const padding of [0, 1, 3, 4, 8, 511, 5000]) {
        const packed = concatenate([
          ...some.map((text) => compress(encode(text))),
          new Uint8Array(padding),
        ]);
        assert.deepEqual(await gunzip(packed, Infinity), encode(some.join("")), `${padding}`);
        // Byte by byte, too.
        const pieces = Array.from(packed, (byte) => Uint8Array.of(byte));
        const unpacked = await Array.fromAsync(gunzipped(pieces, () => new TypeError("damaged")));
        assert.deepEqual(concatenate(unpacked), encode(some.join("")));
      }
    }
  });

  it("refuses what differs from its checksums, is cut off anywhere, or is followed by something", async () => {
    const members = [
      compress(randomBytes(50)),
      compress(new Uint8Array(70)),
      compress(randomBytes(9)),
    ];
    const whole = concatenate(members);
    const expected = await gunzip(whole, Infinity);
    for (let at = 0; at < whole.length; at++) {
      const ends = [0, members[0].length, members[0].length + members[1].length];
      if (!ends.includes(at)) {
        await assert.rejects(gunzip(whole.subarray(0, at), Infinity), `${at}`);
      }
      const flipped = whole.slice();
      flipped[at] ^= 0x10;
      // What nobody reads may differ: the result may not.
      const unpacked = await gunzip(flipped, Infinity).catch(() => expected);
      assert.deepEqual(unpacked, expected, `bit of byte ${at}`);
    }
    for (const junk of [[1], [1, 2, 3, 4, 5, 6, 7, 8, 9], [0, 0, 1], [0x1f, 0x8b]]) {
      await assert.rejects(
        gunzip(concatenate([whole, Uint8Array.from(junk)]), Infinity),
        `${junk}`,
      );
    }
  });
});
