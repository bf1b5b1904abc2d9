import { InvalidTypeError } from "@bnlstm/core";
import { checker, having, list, string, typed, whole } from "@bnlstm/data/arguments";
import {
  SAFETENSORS_TYPES,
  type SafetensorsFile,
  type SafetensorsValues,
} from "./safetensors_file.ts";

const ATTEMPT = "write safetensors";
const check = checker(ATTEMPT, { file: having({ tensors: having({}), metadata: having({}) }) });
const TENSOR = having({
  shape: list(whole(0)),
  values: typed(...Object.values(SAFETENSORS_TYPES).map(({ name }) => name)),
});

/**
 * Encodes named tensors as a safetensors file: the length of the header in 8 bytes, the header as JSON, the
 * elements. Tensors are sorted by element size, largest first, then by name, so that all elements are aligned
 * and the same contents give the same bytes.
 *
 * @throws {TypeError} If a shape does not fit its values, or a name is reserved.
 *
 * @example
 * ```ts
 * import { readSafetensors, writeSafetensors } from "@bnlstm/train/safetensors";
 *
 * const bytes = writeSafetensors({
 *   tensors: { weight: { shape: [1, 2], values: new Float32Array([1, 2]) } },
 *   metadata: { format: "example" },
 * });
 * console.log(readSafetensors(bytes).tensors.weight.values); // Float32Array [ 1, 2 ]
 * ```
 */
export function writeSafetensors(file: SafetensorsFile): Uint8Array<ArrayBuffer> {
  check({ file });
  const { tensors, metadata } = file;
  for (const name in metadata) string(ATTEMPT, `metadata ${JSON.stringify(name)}`, metadata[name]);
  for (const name in tensors) TENSOR(ATTEMPT, JSON.stringify(name), tensors[name]);
  const sorted = Object.entries(tensors).sort(([nameA, { values: a }], [nameB, { values: b }]) =>
    b.BYTES_PER_ELEMENT - a.BYTES_PER_ELEMENT || (nameA < nameB ? -1 : 1)
  );
  const header: [string, unknown][] = [["__metadata__", metadata]];
  let size = 0;
  for (const [name, { shape, values }] of sorted) {
    if (name === "__metadata__") {
      throw new InvalidTypeError(`Cannot write safetensors: the name "__metadata__" is reserved`);
    }
    if (shape.reduce((product, n) => product * n, 1) !== values.length) {
      throw new InvalidTypeError(
        `Cannot write safetensors: "${name}" of shape [${shape}] has ${values.length} elements`,
      );
    }
    const end = size + values.byteLength;
    header.push([name, { dtype: typeName(values), shape, data_offsets: [size, end] }]);
    size = end;
  }
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const start = 8 + Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(start + size);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - 8), true);
  bytes.set(text, 8);
  bytes.fill(0x20, 8 + text.length, start);
  let at = start;
  for (const [, { values }] of sorted) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

function typeName(values: SafetensorsValues): string {
  return Object.entries(SAFETENSORS_TYPES).find(([, type]) => values instanceof type)![0];
}
