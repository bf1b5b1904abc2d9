import { describe, it } from "@bnlstm/testing";
import fc from "fast-check";
import assert from "node:assert/strict";
import { readSafetensors } from "./read_safetensors.ts";
import { writeSafetensors } from "./write_safetensors.ts";

/** A file of this header, with as many bytes of data. */
function file(header: unknown, data = 0, length?: bigint): Uint8Array {
  const text = new TextEncoder().encode(
    typeof header === "string" ? header : JSON.stringify(header),
  );
  const bytes = new Uint8Array(8 + text.length + data);
  new DataView(bytes.buffer).setBigUint64(0, length ?? BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

function u8(from: number, to: number, shape = [to - from]): unknown {
  return { dtype: "U8", shape, data_offsets: [from, to] };
}

const valid = writeSafetensors({
  tensors: {
    a: { shape: [2, 2], values: new Float64Array([1, 2, 3, 4]) },
    b: { shape: [3], values: new Float32Array([5, 6, 7]) },
    c: { shape: [0], values: new Int32Array() },
  },
  metadata: { key: "value" },
});

describe("readSafetensors()", () => {
  it("reads a file that begins anywhere in its buffer", () => {
    const moved = new Uint8Array(valid.length + 3);
    moved.set(valid, 3);
    assert.deepEqual(readSafetensors(moved.subarray(3)), readSafetensors(valid));
  });

  it("reads a file without metadata", () => {
    assert.deepEqual(structuredClone(readSafetensors(file({ a: u8(0, 1) }, 1))), {
      tensors: { a: { shape: [1], values: new Uint8Array(1) } },
      metadata: {},
    });
  });

  it("refuses every truncated and every lengthened file", () => {
    for (let length = 0; length < valid.length; length++) {
      assert.throws(() => readSafetensors(valid.subarray(0, length)), /truncated/);
    }
    assert.throws(() => readSafetensors(new Uint8Array([...valid, 0])), /too long/);
  });

  it("says what is wrong with a malformed file", () => {
    for (
      const [bytes, state] of [
        [file("{", 0), "the header is not JSON"],
        [file("[]", 0), "the header is not a JSON object"],
        [
          file("{}", 0, 2n ** 40n),
          "the file is no safetensors file, it begins with 0x0000000000010000",
        ],
        [
          new TextEncoder().encode("a,b,c\n1,2,3\n"),
          'the file is no safetensors file, it begins with the text "a,b,c\\n1,"',
        ],
        [file({ a: 1 }), `the description of "a" is malformed`],
        [file({ a: u8(0, 1), __metadata__: { b: 1 } }, 1), "metadata must be text by name"],
        [file({ a: u8(0, 1.5) }, 2), `the description of "a" is malformed`],
        [
          file({ a: { dtype: "F8", shape: [1], data_offsets: [0, 1] } }, 1),
          `the element type of "a" is not supported, got "F8"`,
        ],
        [
          file({ a: { dtype: "toString", shape: [1], data_offsets: [0, 1] } }, 1),
          `the element type of "a" is not supported, got "toString"`,
        ],
        [file({ a: u8(0, 2, [3]) }, 2), `"a" of shape [3] must have 3 bytes, got 2`],
        [file({ a: u8(2, 0, [0]) }, 2), `"a" of shape [0] must have 0 bytes, got -2`],
        [file({ a: u8(0, 2), b: u8(1, 3) }, 3), `"b" must start at offset 2, got 1`],
        [file({ a: u8(0, 1), b: u8(2, 3) }, 3), `"b" must start at offset 1, got 2`],
        [file({ a: u8(1, 2) }, 2), `"a" must start at offset 0, got 1`],
      ] as const
    ) {
      assert.throws(
        () => readSafetensors(bytes),
        new TypeError(`Cannot read safetensors: ${state}`),
      );
    }
  });

  it("refuses tensors that share their bytes, however many there are", () => {
    const header = Object.fromEntries(
      Array.from({ length: 1000 }, (_, i) => [`tensor${i}`, u8(0, 10)]),
    );
    assert.throws(() => readSafetensors(file(header, 10)), /must start at offset/);
  });

  it("reads or refuses any bytes, and fails in no other way", () => {
    const change = fc.tuple(fc.nat({ max: valid.length - 1 }), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const bytes = valid.slice();
        for (const [at, value] of changes) bytes[at] = value;
        try {
          readSafetensors(bytes);
        } catch (error) {
          assert.ok(error instanceof TypeError, String(error));
          assert.match(error.message, /^Cannot read safetensors: /);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps names that mean something to the language as names", () => {
    const { tensors, metadata } = readSafetensors(
      writeSafetensors({
        tensors: JSON.parse(
          '{"__proto__": {"shape": [1]}, "constructor": {"shape": [1]}}',
          (_, value) => value?.shape ? { ...value, values: new Float32Array(1) } : value,
        ),
        metadata: JSON.parse('{"constructor": "a", "toString": "b"}'),
      }),
    );
    assert.deepEqual(Object.keys(tensors).sort(), ["__proto__", "constructor"]);
    assert.deepEqual(Object.keys(metadata).sort(), ["constructor", "toString"]);
    assert.equal("valueOf" in tensors || "valueOf" in metadata, false);
  });
});
