import { checker, string, typed } from "../arguments.ts";
import { InvalidRangeError, InvalidTypeError } from "../invalid_input.ts";
import { gunzip } from "../io/gunzip.ts";

/** The contents of an IDX file of unsigned bytes. */
export interface IdxArray {
  /** Size of each dimension, outermost first. */
  shape: number[];
  /** The elements in row-major order; a view of the parsed bytes if those were not compressed. */
  data: Uint8Array;
}

/** Element type code of unsigned bytes, the only type that MNIST uses. */
const UNSIGNED_BYTE = 0x08;

const check = checker("parse an IDX file", { bytes: typed("Uint8Array"), name: string });

/** Length of the header of an array of 255 dimensions. */
const LONGEST_HEADER = 4 + 4 * 255;

/**
 * Parses an IDX file, the format of the MNIST distribution, plain or gzip-compressed.
 *
 * The format: two zero bytes, the element type, the number of dimensions, each dimension as a big-endian 32-bit
 * integer, then the elements. The file must hold exactly the elements that its header announces; compressed
 * data is not decompressed beyond them.
 *
 * @param bytes The file; gzip is recognized by its first two bytes.
 * @param name Name of the file in errors.
 * @throws {TypeError} If it is not an IDX file, if its elements are not unsigned bytes, or if its gzip data is
 *   damaged.
 * @throws {RangeError} If the dimensions are too large, or the file is shorter or longer than they say.
 *
 * @example
 * ```ts
 * import { parseIdx } from "@bnlstm/data/parsers";
 *
 * const file = new Uint8Array([0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 3, 10, 20, 30]);
 * const { shape, data } = await parseIdx(file, "example");
 * console.log(shape, data); // [ 1, 3 ] Uint8Array [ 10, 20, 30 ]
 * ```
 */
export async function parseIdx(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<IdxArray> {
  check({ bytes, name });
  const attempt = `Cannot parse IDX file "${name}"`;
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    return elements(bytes, readHeader(bytes, attempt), attempt);
  }
  const decompress = (limit: number) =>
    gunzip(
      bytes,
      limit,
      (cause) =>
        new InvalidTypeError(`${attempt}: its gzip data is damaged or incomplete`, { cause }),
    );
  const header = readHeader(await decompress(LONGEST_HEADER), attempt);
  return elements(await decompress(header.end + 1), header, attempt);
}

interface Header {
  shape: number[];
  /** Where the elements begin and end. */
  start: number;
  end: number;
}

function readHeader(bytes: Uint8Array<ArrayBuffer>, attempt: string): Header {
  // Missing bytes count as correct, so that a short file is reported as cut off.
  const [zero0 = 0, zero1 = 0, elementType = UNSIGNED_BYTE, dimensions = 1] = bytes;
  const magic = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0"));
  if (zero0 !== 0 || zero1 !== 0 || dimensions === 0) {
    throw new InvalidTypeError(
      `${attempt}: it starts with "${magic.join(" ")}", which no IDX file does`,
    );
  }
  const start = 4 + 4 * dimensions;
  if (bytes.length < start) {
    throw new InvalidRangeError(
      `${attempt}: it is cut off in its header, after ${bytes.length} bytes`,
    );
  }
  if (elementType !== UNSIGNED_BYTE) {
    throw new InvalidTypeError(`${attempt}: its element type is 0x${magic[2]}, expected 0x08 (u8)`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, start);
  const shape: number[] = [];
  let count = 1;
  for (let at = 4; at < start; at += 4) {
    shape.push(view.getUint32(at));
    count *= shape[shape.length - 1];
    if (!Number.isSafeInteger(start + count)) {
      throw new InvalidRangeError(`${attempt}: it promises ${shape.join("x")} elements or more`);
    }
  }
  return { shape, start, end: start + count };
}

function elements(
  bytes: Uint8Array<ArrayBuffer>,
  { shape, start, end }: Header,
  attempt: string,
): IdxArray {
  if (bytes.length !== end) {
    throw new InvalidRangeError(
      `${attempt}: its header promises ${shape.join("x")} elements, ${end} bytes in all, but it ` +
        (bytes.length < end ? `ends after ${bytes.length}` : "goes on after them"),
    );
  }
  return { shape, data: bytes.subarray(start, end) };
}
