import { string, typed } from "@bnlstm/data/arguments";
import { InvalidTypeError } from "@bnlstm/core";
import * as z from "zod";
import { dictionary } from "./_dictionary.ts";
import { SAFETENSORS_TYPES, type SafetensorsFile } from "./safetensors_file.ts";

/** Length of the longest header that is accepted, in bytes, as in the reference implementation. */
const LONGEST_HEADER = 100_000_000;

const offset = z.int().min(0);
const tensorSchema = z.strictObject({
  dtype: z.string(),
  shape: z.array(offset),
  data_offsets: z.tuple([offset, offset]),
});
const metadataSchema = z.record(z.string(), z.string());

/**
 * Reads a safetensors file without trusting it: every byte must belong to the header or to exactly one
 * tensor. Elements are copied.
 *
 * @param bytes The file.
 * @param attempt Completes "Cannot …" in error messages.
 * @throws {TypeError} If the file is truncated, longer than its header says, or malformed, or has an element
 * type other than F64, F32, I32 and U8.
 */
export function readSafetensors(bytes: Uint8Array, attempt = "read safetensors"): SafetensorsFile {
  string("read safetensors", "attempt", attempt);
  typed("Uint8Array")(attempt, "bytes", bytes);
  const fail = (state: string): never => {
    throw new InvalidTypeError(`Cannot ${attempt}: ${state}`);
  };
  if (bytes.length < 8) fail(`the file is truncated, got ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = view.getBigUint64(0, true);
  if (headerLength > LONGEST_HEADER) {
    fail(`the file is no safetensors file, it begins with ${beginning(bytes)}`);
  }
  const start = 8 + Number(headerLength);
  if (bytes.length < start) {
    fail(`the file is truncated in its header of ${headerLength} bytes, got ${bytes.length}`);
  }
  const { __metadata__, ...entries } = parseHeader(bytes.subarray(8, start), fail);
  const metadata = metadataSchema.safeParse(__metadata__ ?? {});
  if (!metadata.success) return fail("metadata must be text by name");

  const described = Object.entries(entries).map(([name, entry]) => {
    const parsed = tensorSchema.safeParse(entry);
    return { name, ...(parsed.data ?? fail(`the description of "${name}" is malformed`)) };
  }).sort(({ data_offsets: a }, { data_offsets: b }) => a[0] - b[0] || a[1] - b[1]);
  let end = 0;
  // All of it is checked before anything is copied, since overlapping tensors could ask for any amount of
  // memory.
  for (const { name, dtype, shape, data_offsets: [from, to] } of described) {
    if (!Object.hasOwn(SAFETENSORS_TYPES, dtype)) {
      fail(`the element type of "${name}" is not supported, got "${dtype}"`);
    }
    const size = shape.reduce((product, n) => product * n, typeOf(dtype).BYTES_PER_ELEMENT);
    if (to - from !== size) {
      fail(`"${name}" of shape [${shape}] must have ${size} bytes, got ${to - from}`);
    }
    if (from !== end) fail(`"${name}" must start at offset ${end}, got ${from}`);
    end = to;
  }
  if (start + end !== bytes.length) {
    const state = start + end > bytes.length ? "truncated" : "too long";
    fail(`the file is ${state}: it must have ${start + end} bytes, got ${bytes.length}`);
  }
  const tensors = described.map(({ name, dtype, shape, data_offsets: [from, to] }) => {
    const values = new (typeOf(dtype))(bytes.slice(start + from, start + to).buffer);
    return [name, { shape, values }] as const;
  });
  return { tensors: dictionary(tensors), metadata: dictionary(Object.entries(metadata.data)) };
}

/** Eight bytes, as text where they are text. */
function beginning(bytes: Uint8Array): string {
  const first = bytes.subarray(0, 8);
  const isText = first.every((byte) => (byte >= 0x20 && byte < 0x7f) || (byte >= 9 && byte <= 13));
  return isText
    ? `the text ${JSON.stringify(String.fromCharCode(...first))}`
    : `0x${first.toHex()}`;
}

function typeOf(dtype: string) {
  return SAFETENSORS_TYPES[dtype as keyof typeof SAFETENSORS_TYPES];
}

function parseHeader(bytes: Uint8Array, fail: (state: string) => never): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    fail("the header is not JSON");
  }
  if (typeof header !== "object" || header === null || Array.isArray(header)) {
    fail("the header is not a JSON object");
  }
  return header as Record<string, unknown>;
}
