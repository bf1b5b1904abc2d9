import { describe, it } from "@bnlstm/testing";
import fc from "fast-check";
import assert from "node:assert/strict";
import { readSafetensors } from "./read_safetensors.ts";
import type { SafetensorsValues } from "./safetensors_file.ts";
import { writeSafetensors } from "./write_safetensors.ts";

const shape = fc.array(fc.nat({ max: 3 }), { maxLength: 3 });

/** A tensor of any type and shape, NaN and infinities included. */
const tensor = shape.chain((shape) => {
  const count = shape.reduce((product, n) => product * n, 1);
  const exactly = { minLength: count, maxLength: count };
  return fc.record({
    shape: fc.constant(shape),
    values: fc.oneof(
      fc.float64Array(exactly),
      fc.float32Array(exactly),
      fc.int32Array(exactly),
      fc.uint8Array(exactly),
    ) as fc.Arbitrary<SafetensorsValues>,
  });
});

const name = fc.string({ unit: "grapheme" }).filter((name) =>
  name !== "__metadata__" && name !== "__proto__"
);

describe("writeSafetensors()", () => {
  it("writes the bytes of the format", () => {
    const bytes = writeSafetensors({
      tensors: {
        small: { shape: [2], values: new Uint8Array([7, 8]) },
        large: { shape: [], values: new Float32Array([1]) },
      },
      metadata: { a: "b" },
    });
    const header = `{"__metadata__":{"a":"b"},` +
      `"large":{"dtype":"F32","shape":[],"data_offsets":[0,4]},` +
      `"small":{"dtype":"U8","shape":[2],"data_offsets":[4,6]}}`;
    const length = Math.ceil(header.length / 8) * 8;
    assert.deepEqual([...bytes], [
      ...[length, 0, 0, 0, 0, 0, 0, 0],
      ...new TextEncoder().encode(header.padEnd(length)),
      ...[0, 0, 0x80, 0x3f],
      ...[7, 8],
    ]);
  });

  it("writes what readSafetensors() reads, aligned, whatever the order of the names", () => {
    fc.assert(
      fc.property(
        fc.dictionary(name, tensor, { noNullPrototype: true }),
        fc.dictionary(name, fc.string(), { noNullPrototype: true }),
        (tensors, metadata) => {
          const bytes = writeSafetensors({ tensors, metadata });
          const read = readSafetensors(bytes);
          assert.deepEqual({ ...read.metadata }, metadata);
          assert.deepEqual(new Set(Object.keys(read.tensors)), new Set(Object.keys(tensors)));
          for (const [name, { shape, values }] of Object.entries(tensors)) {
            assert.deepEqual(read.tensors[name], { shape, values });
          }
          const reversed = Object.fromEntries(Object.entries(tensors).reverse());
          assert.deepEqual(
            readSafetensors(writeSafetensors({ tensors: reversed, metadata })),
            read,
          );
          assert.equal(new DataView(bytes.buffer).getUint32(0, true) % 8, 0);
        },
      ),
    );
  });

  it("refuses a shape that does not fit, and the reserved name", () => {
    const values = new Float32Array(3);
    assert.throws(
      () => writeSafetensors({ tensors: { a: { shape: [2], values } }, metadata: {} }),
      new TypeError(`Cannot write safetensors: "a" of shape [2] has 3 elements`),
    );
    assert.throws(
      () => writeSafetensors({ tensors: { __metadata__: { shape: [3], values } }, metadata: {} }),
      TypeError,
    );
  });
});
