import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "@bnlstm/testing";
import { splitText } from "./_split_text.ts";

/** Code points of one to four bytes in UTF-8. */
const codePoints = fc.oneof(
  fc.integer({ min: 0, max: 0x7f }),
  fc.integer({ min: 0x80, max: 0xd7ff }),
  fc.integer({ min: 0xe000, max: 0xfefe }),
  fc.integer({ min: 0x10000, max: 0x10ffff }),
).map((codePoint) => String.fromCodePoint(codePoint));

describe("splitText()", () => {
  it("loses nothing, cuts no code point and divides 90 to 5 to 5", () => {
    fc.assert(
      fc.property(fc.string({ unit: codePoints, minLength: 40, maxLength: 200 }), (text) => {
        const { train, valid, test } = splitText(text);
        assert.equal(train + valid + test, text);
        assert.deepEqual([...train, ...valid, ...test], [...text]);
        assert.ok(Math.abs(train.length - 0.9 * text.length) <= 1);
        assert.ok(Math.abs(test.length - 0.05 * text.length) <= 1);
      }),
    );
  });

  it("divides exactly where that is possible", () => {
    const { train, valid, test } = splitText("x".repeat(200));
    assert.deepEqual([train.length, valid.length, test.length], [180, 10, 10]);
  });
});
