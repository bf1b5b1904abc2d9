import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "@bnlstm/testing";
import { decodeUtf8 } from "./decode_utf8.ts";

/** Code points of one to four bytes in UTF-8. */
const codePoints = fc.oneof(
  fc.integer({ min: 0, max: 0x7f }),
  fc.integer({ min: 0x80, max: 0xd7ff }),
  fc.integer({ min: 0xe000, max: 0xfefe }),
  fc.integer({ min: 0x10000, max: 0x10ffff }),
).map((codePoint) => String.fromCodePoint(codePoint));

const encode = (text: string) => new TextEncoder().encode(text);

/** The first byte after which what was read cannot be the beginning of any UTF-8 text. */
function firstInvalid(bytes: Uint8Array): number | undefined {
  for (let end = 1; end <= bytes.length; end++) {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, end), { stream: true });
    } catch {
      return end - 1;
    }
  }
}

describe("decodeUtf8()", () => {
  it("gives back what was encoded, in characters of one to four bytes", () => {
    fc.assert(fc.property(fc.string({ unit: codePoints }), (text) => {
      assert.equal(decodeUtf8("read", encode(text)), text);
    }));
  });

  it("leaves out a byte order mark, at the beginning alone", () => {
    assert.equal(decodeUtf8("read", encode("\ufeffa\ufeff")), "a\ufeff");
  });

  it("names the first byte that is not UTF-8, among any bytes", () => {
    const mixed = fc.array(
      fc.oneof(
        fc.string({ unit: codePoints, maxLength: 3 }).map(encode),
        fc.uint8Array({ maxLength: 2 }),
      ),
      { maxLength: 8 },
    ).map((parts) => Uint8Array.from(parts.flatMap((part) => [...part])));
    fc.assert(
      fc.property(mixed, (bytes) => {
        const attempt = () => decodeUtf8("read", bytes);
        const at = firstInvalid(bytes);
        if (at !== undefined) {
          // Between the first character that is none and the byte that shows it.
          const [valid] = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes).split(
            "\ufffd",
          );
          assert.throws(attempt, ({ name, message }: Error) => {
            const offset = Number(
              /^Cannot read: it is not UTF-8 text, byte (\d+) is/.exec(message)![1],
            );
            return name === "TypeError" && offset >= encode(valid).length && offset <= at &&
              message.endsWith(`is 0x${bytes[offset].toString(16).padStart(2, "0")}`);
          });
          return;
        }
        try {
          attempt();
        } catch (error) {
          assert.match((error as Error).message, /cut off within a character, after \d+ bytes$/);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("decodes and counts on across the slices that it reads", () => {
    const slice = 1 << 20;
    for (const character of ["a", "é", "€", "🙂"]) {
      for (let before = slice - 4; before <= slice; before++) {
        const bytes = encode("x".repeat(before - 3) + "€" + character + "y");
        assert.equal(decodeUtf8("read", bytes).slice(before - 2), `${character}y`);
        const last = before + encode(character).length - 1;
        bytes[last] = 0xff;
        assert.throws(() => decodeUtf8("read", bytes), { message: RegExp(`byte ${last} is 0xff`) });
      }
    }
  });

  it("names the letter of another encoding, not the one after it", () => {
    const latin = Uint8Array.from("un café noir", (character) => character.charCodeAt(0));
    assert.throws(() => decodeUtf8("read", latin), { message: /byte 6 is 0xe9$/ });
  });

  it("refuses a text that ends within a character", () => {
    assert.throws(() => decodeUtf8("read", encode("ab€").subarray(0, 4)), {
      name: "TypeError",
      message: "Cannot read: it is cut off within a character, after 4 bytes",
    });
  });
});
