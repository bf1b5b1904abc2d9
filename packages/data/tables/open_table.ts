import {
  between,
  boolean,
  callable,
  checker,
  having,
  iterable,
  optional,
  record,
  string,
  typed,
} from "../arguments.ts";
import { concatenate } from "../io/concatenate.ts";
import { gunzipped } from "../io/gunzip.ts";
import { decodeText } from "./_decode_text.ts";
import { peek } from "./_peek.ts";
import type { DataFile } from "./data_file.ts";
import { isNpy } from "./_npy_array.ts";
import { readDelimited } from "./_read_delimited.ts";
import { readJsonArray } from "./_read_json_array.ts";
import { readJsonLines } from "./_read_json_lines.ts";
import { readNpy } from "./_read_npy.ts";
import { readTimeSeries } from "./_read_time_series.ts";
import { tableError } from "./table_error.ts";
import type { Table } from "./table.ts";

/** Number of characters from which a text format is recognized. */
const SAMPLE = 1 << 12;

const ATTEMPT = "open a table";
const check = checker(ATTEMPT, {
  file: having({
    name: string,
    size: optional(between(0, Infinity)),
    stream: callable,
    slice: optional(callable),
  }),
  options: record({ header: optional(boolean) }),
});
const checkStream = checker(ATTEMPT, { stream: iterable });
const checkChunk = checker(ATTEMPT, { chunk: typed("Uint8Array") });

type Bytes = Uint8Array<ArrayBuffer>;

/** Properties of a file that are given instead of guessed. */
export interface OpenTableOptions {
  /** Whether the first record of separated values names the columns. */
  header?: boolean;
}

/**
 * Opens a file of sequences. The format is recognized by its first bytes: separated values, JSON Lines, a JSON
 * array, `.ts`, `.npy`, `.npz` or Parquet, each plain or gzip-compressed.
 *
 * Files are read as rows are requested and may be larger than memory. Only `.npz`, JSON arrays, and Parquet
 * that is gzip-compressed or comes from a pipe are read as a whole.
 *
 * @throws {TypeError} If the file is empty or has none of these formats.
 */
export async function openTable(file: DataFile, options: OpenTableOptions = {}): Promise<Table> {
  check({ file, options });
  const { name } = file;
  const outer = await beginning(chunks(file));
  const packed = outer.start[0] === 0x1f && outer.start[1] === 0x8b;
  const { start, all } = packed ? await beginning(unpacked(outer.all, name)) : outer;
  const signature = String.fromCharCode(...start.subarray(0, 4));
  if (start.length === 0) {
    await all.return();
    throw tableError({ name }, "it is empty");
  }
  if (isNpy(start)) return await readNpy(all, name);
  if (signature === "PAR1") {
    const { readParquet } = await import("./_read_parquet.ts");
    const { size, slice } = file;
    if (packed || size === undefined || !slice) {
      return await readParquet((await whole(all)).buffer as never, name);
    }
    await all.return();
    return await readParquet({ byteLength: size, slice: slice.bind(file) }, name);
  }
  if (signature === "PK\x03\x04") {
    const { readNpz } = await import("./_read_npz.ts");
    return await readNpz(await whole(all), name);
  }
  return await openText(decodeText(all, name), name, options);
}

async function openText(
  text: AsyncIterable<string>,
  name: string,
  options: OpenTableOptions,
): Promise<Table> {
  const { first, all } = await peek(text, (pieces) => pieces.join("").trimStart().length > SAMPLE);
  const start = first.join("").trimStart();
  if (start.startsWith("{")) return readJsonLines(all, name);
  if (start.startsWith("[")) return await readJsonArray(all, name);
  if ((/^[#@]/.test(start) && /^@[a-z]+/im.test(start)) || /\.ts(\.gz)?$/i.test(name)) {
    return await readTimeSeries(all, name);
  }
  return await readDelimited(all, name, options);
}

async function* chunks(file: DataFile): AsyncGenerator<Bytes, void, undefined> {
  const stream = await file.stream();
  checkStream({ stream });
  for await (const chunk of stream) {
    checkChunk({ chunk });
    yield chunk;
  }
}

/** The first bytes, enough for a signature, and everything. */
async function beginning(bytes: AsyncIterable<Bytes>) {
  const { first, all } = await peek(
    bytes,
    (pieces) => pieces.reduce((sum, { length }) => sum + length, 0) >= 8,
  );
  return { start: concatenate(first), all };
}

function unpacked(
  bytes: AsyncIterable<Bytes>,
  name: string,
): AsyncGenerator<Bytes, void, undefined> {
  return gunzipped(
    bytes,
    () => tableError({ name }, "its gzip compression is damaged or incomplete"),
  );
}

async function whole(bytes: AsyncIterable<Bytes>): Promise<Bytes> {
  return concatenate(await Array.fromAsync(bytes));
}
