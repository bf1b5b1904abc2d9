import { InvalidTypeError } from "../invalid_input.ts";
import { quoted, tableError } from "./table_error.ts";

/** The header of a `.npy` file. */
export interface NpyHeader {
  /** Type of the values, e.g. `<f4`. */
  type: string;
  /** Sizes of the axes. */
  shape: readonly number[];
  /** Bytes of each value. */
  itemSize: number;
  /** Where the values begin. */
  offset: number;
}

/** Whether these are the first bytes of a `.npy` file. */
export function isNpy(bytes: Uint8Array): boolean {
  return bytes[0] === 0x93 && String.fromCharCode(...bytes.subarray(1, 6)) === "NUMPY";
}

/** Number of bytes at the start that contain the length of the header. */
export const NPY_PREFIX = 12;

/** Number of bytes before the values, from the first {@linkcode NPY_PREFIX} bytes. */
export function npyHeaderLength(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return bytes[6] === 1 ? 10 + view.getUint16(8, true) : 12 + view.getUint32(8, true);
}

/**
 * Reads the header.
 *
 * @throws {TypeError} If its values are neither numbers nor text, or are in column-major order.
 */
export function readNpyHeader(bytes: Uint8Array, name: string): NpyHeader {
  const offset = npyHeaderLength(bytes);
  const start = bytes[6] === 1 ? 10 : 12;
  const text = new TextDecoder("latin1").decode(bytes.subarray(start, offset));
  const type = /'descr':\s*'([^']+)'/.exec(text)?.[1];
  const shape = /'shape':\s*\(([^)]*)\)/.exec(text)?.[1];
  if (!type || shape === undefined || !/^[<>|=][fiubUS]\d+$/.test(type)) {
    throw tableError({ name }, `its values are neither numbers nor text: ${quoted(text.trim())}`);
  }
  const axes = shape.split(",").filter((size) => size.trim() !== "").map(Number);
  if (/'fortran_order':\s*True/.test(text) && axes.length > 1) {
    throw tableError(
      { name },
      "it is laid out column by column; save numpy.ascontiguousarray of it",
    );
  }
  const size = Number(type.slice(2));
  return { type, shape: axes, itemSize: type[1] === "U" ? 4 * size : size, offset };
}

/**
 * Values of a `.npy` file.
 *
 * @param bytes The values, without the header.
 */
export function npyValues(
  bytes: Uint8Array,
  { type, itemSize }: NpyHeader,
): Float64Array | string[] {
  const [order, kind] = type;
  const little = order !== ">";
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = Math.floor(bytes.byteLength / itemSize);
  const at = (index: number) => index * itemSize;
  if (kind === "U" || kind === "S") {
    return Array.from({ length: count }, (_, index) => {
      const codes = kind === "S" ? [...bytes.subarray(at(index), at(index + 1))] : Array.from(
        { length: itemSize / 4 },
        (_, place) => view.getUint32(at(index) + 4 * place, little),
      );
      return String.fromCodePoint(...codes).replace(/\0+$/, "");
    });
  }
  const read = reader(view, kind + itemSize, little);
  return Float64Array.from({ length: count }, (_, index) => read(at(index)));
}

function reader(view: DataView, kind: string, little: boolean): (offset: number) => number {
  switch (kind) {
    case "f2":
      return (offset) => view.getFloat16(offset, little);
    case "f4":
      return (offset) => view.getFloat32(offset, little);
    case "f8":
      return (offset) => view.getFloat64(offset, little);
    case "i1":
      return (offset) => view.getInt8(offset);
    case "i2":
      return (offset) => view.getInt16(offset, little);
    case "i4":
      return (offset) => view.getInt32(offset, little);
    case "i8":
      return (offset) => Number(view.getBigInt64(offset, little));
    case "u2":
      return (offset) => view.getUint16(offset, little);
    case "u4":
      return (offset) => view.getUint32(offset, little);
    case "u8":
      return (offset) => Number(view.getBigUint64(offset, little));
    case "u1":
    case "b1":
      return (offset) => view.getUint8(offset);
    default:
      throw new InvalidTypeError(
        `Cannot read numbers of type ${kind}: expected f2 … f8, i1 … i8, u1 … u8, b1`,
      );
  }
}
