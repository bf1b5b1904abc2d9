import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, it } from "@bnlstm/testing";
import { parseIdx } from "./parse_idx.ts";

const shapes = fc.array(fc.nat(6), { minLength: 1, maxLength: 4 });

function header(shape: number[], elementType = 0x08): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + 4 * shape.length);
  bytes.set([0, 0, elementType, shape.length]);
  const view = new DataView(bytes.buffer);
  shape.forEach((size, dimension) => view.setUint32(4 + 4 * dimension, size));
  return bytes;
}

function idx(shape: number[], elements?: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const start = header(shape);
  const count = shape.reduce((product, size) => product * size, 1);
  const bytes = new Uint8Array(start.length + count);
  bytes.set(start);
  bytes.set(elements ?? Array.from({ length: count }, (_, at) => at % 256), start.length);
  return bytes;
}

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

describe("parseIdx()", () => {
  it("reads back any shape and elements, plain and compressed", async () => {
    await fc.assert(fc.asyncProperty(shapes, fc.boolean(), async (shape, compressed) => {
      const file = idx(shape);
      const parsed = await parseIdx(compressed ? await gzip(file) : file, "f");
      assert.deepEqual(parsed.shape, shape);
      assert.deepEqual([...parsed.data], [...file.subarray(4 + 4 * shape.length)]);
    }));
  });

  it("does not copy elements that are not compressed, and honors the offset of a view", async () => {
    const file = idx([2, 2]);
    const buffer = new Uint8Array(file.length + 3);
    buffer.set(file, 3);
    const { data } = await parseIdx(buffer.subarray(3), "f");
    assert.equal(data.buffer, buffer.buffer);
    assert.deepEqual([...data], [0, 1, 2, 3]);
  });

  it("decompresses large arrays whole", async () => {
    const elements = Uint8Array.from({ length: 300_000 }, (_, at) => at * at % 251);
    const { data } = await parseIdx(await gzip(idx([300, 1000], elements)), "f");
    assert.deepEqual(data, elements);
  });

  it("refuses every truncation", async () => {
    for (const file of [idx([2, 3]), await gzip(idx([2, 3]))]) {
      for (let length = 0; length < file.length; length++) {
        await assert.rejects(parseIdx(file.slice(0, length), "short"), /^\w+: Cannot .* "short": /);
      }
    }
    await assert.rejects(parseIdx(idx([2, 3]).slice(0, 15), "f"), {
      name: "RangeError",
      message:
        'Cannot parse IDX file "f": its header promises 2x3 elements, 18 bytes in all, but it ends after 15',
    });
    await assert.rejects(parseIdx(new Uint8Array(), "f"), /cut off in its header, after 0 bytes/);
  });

  it("refuses trailing bytes", async () => {
    const file = joined(idx([2, 3]), new Uint8Array(1));
    const expected = { name: "RangeError", message: /18 bytes in all, but it goes on after them/ };
    await assert.rejects(parseIdx(file, "f"), expected);
    await assert.rejects(parseIdx(await gzip(file), "f"), expected);
    const afterGzip = joined(await gzip(idx([2, 3])), Uint8Array.of(1));
    await assert.rejects(parseIdx(afterGzip, "f"), /damaged or incomplete/);
  });

  it("refuses what is not an IDX file of unsigned bytes, with the value", async () => {
    const page = new TextEncoder().encode("<html>");
    await assert.rejects(parseIdx(page, "f"), { name: "TypeError", message: /"3c 68 74 6d"/ });
    await assert.rejects(parseIdx(idx([]), "f"), { name: "TypeError", message: /"00 00 08 00"/ });
    await assert.rejects(parseIdx(header([0], 0x0d), "f"), {
      name: "TypeError",
      message: /element type is 0x0d, expected 0x08/,
    });
  });

  it("refuses a gzip file whose checksum is wrong, wherever slices of it end", async () => {
    for (let count = 4040; count < 4100; count++) {
      const file = await gzip(idx([count], randomBytes(count)));
      file[file.length - 5] ^= 1;
      await assert.rejects(parseIdx(file, "f"), { name: "TypeError", message: /damaged/ });
    }
  });

  it("refuses dimensions whose product overflows", async () => {
    const huge = 2 ** 32 - 1;
    await assert.rejects(parseIdx(header([huge, huge, huge]), "f"), {
      name: "RangeError",
      message: /promises 4294967295x4294967295 elements or more/,
    });
    // 2^64 elements, which are 0 in 64-bit arithmetic.
    await assert.rejects(parseIdx(header([2 ** 31, 2 ** 31, 4]), "f"), RangeError);
  });

  it("allocates what is there, not what the header promises", async () => {
    const terabytes = header([2 ** 20, 2 ** 20]);
    await assert.rejects(parseIdx(terabytes, "f"), /ends after 12/);
    await assert.rejects(parseIdx(await gzip(terabytes), "f"), /ends after 12/);
  });

  it("stops decompressing where the promised elements end", async () => {
    // Expands to 64 MB and ends in a wrong checksum, which only reading to the end would notice.
    const bomb = await gzip(joined(header([1]), new Uint8Array(2 ** 26)));
    bomb[bomb.length - 5] ^= 1;
    await assert.rejects(parseIdx(bomb, "f"), { name: "RangeError", message: /goes on after/ });
  });

  it("parses any bytes or names the file in a TypeError or RangeError", async () => {
    const prefix = fc.constantFrom(
      new Uint8Array(),
      new Uint8Array([0x1f, 0x8b]),
      new Uint8Array([0, 0, 8]),
      new Uint8Array([0, 0, 8, 1, 0, 0, 0]),
    );
    await fc.assert(
      fc.asyncProperty(prefix, fc.uint8Array(), fc.boolean(), async (start, rest, compress) => {
        const bytes = joined(start, rest);
        try {
          const { shape, data } = await parseIdx(compress ? await gzip(bytes) : bytes, "fuzz");
          assert.equal(data.length, shape.reduce((product, size) => product * size, 1));
          assert.equal(4 + 4 * shape.length + data.length, bytes.length);
        } catch (error) {
          assert.ok(error instanceof TypeError || error instanceof RangeError, String(error));
          assert.match(error.message, /^Cannot parse IDX file "fuzz": /);
        }
      }),
      { numRuns: 500 },
    );
  });
});
