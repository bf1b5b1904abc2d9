import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "@bnlstm/testing";
import { Alphabet } from "./alphabet.ts";

/** Code points of one to four bytes in UTF-8. */
const codePoints = fc.oneof(
  fc.integer({ min: 0, max: 0x7f }),
  fc.integer({ min: 0x80, max: 0xd7ff }),
  fc.integer({ min: 0xe000, max: 0xfefe }),
  fc.integer({ min: 0x10000, max: 0x10ffff }),
).map((codePoint) => String.fromCodePoint(codePoint));

const texts = fc.string({ unit: codePoints, minLength: 1 });

describe("Alphabet", () => {
  it("numbers every code point of a text and gives the text back", () => {
    fc.assert(fc.property(texts, (text) => {
      const alphabet = Alphabet.of([text]);
      const { ids, unseen } = alphabet.encode(text);
      assert.equal(ids.length, [...text].length);
      assert.equal(unseen.size, 0);
      assert.equal(alphabet.decode(ids), text);
      assert.deepEqual(new Set(alphabet.symbols), new Set(text));
    }));
  });

  it("does not depend on the order of the text, and survives being saved", () => {
    fc.assert(fc.property(texts, texts, (a, b) => {
      const alphabet = Alphabet.of([a, b]);
      assert.deepEqual(Alphabet.of([b, a]).symbols, alphabet.symbols);
      const again = new Alphabet(JSON.parse(JSON.stringify(alphabet.symbols)));
      assert.deepEqual(again.encode(a), alphabet.encode(a));
    }));
  });

  it("keeps the place of unseen symbols, and counts each of them", () => {
    fc.assert(fc.property(texts, texts, (known, text) => {
      const alphabet = Alphabet.of([known]);
      const { ids, unseen } = alphabet.encode(text);
      const counted = new Map<string, number>();
      [...text].forEach((symbol, at) => {
        const number = alphabet.symbols.indexOf(symbol);
        assert.equal(ids[at], number < 0 ? alphabet.size : number);
        if (number < 0) counted.set(symbol, (counted.get(symbol) ?? 0) + 1);
      });
      assert.deepEqual(new Map(unseen), counted);
      const counts = [...unseen.values()];
      assert.deepEqual(counts, counts.toSorted((a, b) => b - a));
    }));
  });

  it("takes one byte for each symbol up to 255 of them, then two", () => {
    const symbols = Array.from({ length: 256 }, (_, at) => String.fromCodePoint(0x100 + at));
    const small = new Alphabet(symbols.slice(0, 255)).encode(symbols.join(""));
    assert.ok(small.ids instanceof Uint8Array);
    assert.deepEqual([small.ids[254], small.ids[255]], [254, 255]);
    const large = new Alphabet(symbols).encode(`${symbols.join("")}?`);
    assert.ok(large.ids instanceof Uint16Array);
    assert.deepEqual([large.ids[255], large.ids[256]], [255, 256]);
  });

  it("keeps the most frequent symbols where it is limited, numbered by code point", () => {
    assert.deepEqual(Alphabet.of(["zzzyyb", "zba"], 3).symbols, ["b", "y", "z"]);
    assert.deepEqual(Alphabet.of(["cab"], 2).symbols, ["a", "b"]);
  });

  it("refuses what is no alphabet", () => {
    for (const symbols of [["ab"], [""], ["a", "b", "a"], [7 as unknown as string]]) {
      assert.throws(() => new Alphabet(symbols), { name: "TypeError" });
    }
    assert.throws(() => Alphabet.of([""]), { name: "RangeError", message: /symbols, got 0/ });
    assert.throws(() => new Alphabet(Array(65_536).fill("a")), { name: "RangeError" });
  });

  it("refuses to decode numbers that stand for no symbol", () => {
    for (const id of [2, -1, 0.5]) {
      assert.throws(() => new Alphabet(["a", "b"]).decode([0, id]), {
        name: "RangeError",
        message: `Cannot decode symbols: ${id} is not in 0 … 1`,
      });
    }
  });
});
