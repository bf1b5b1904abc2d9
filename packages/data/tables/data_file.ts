/**
 * A file, wherever it is: on a disk, in the browser, behind a pipe. Nothing is read before it is asked for.
 *
 * @example
 * ```ts
 * import type { DataFile } from "@bnlstm/data/tables";
 *
 * const blob = new Blob(["value\n1\n2\n"]);
 * const file: DataFile = {
 *   name: "values.csv",
 *   stream: () => Promise.resolve(blob.stream()),
 *   slice: (start, end) => blob.slice(start, end).arrayBuffer(),
 *   size: blob.size,
 * };
 * ```
 */
export interface DataFile {
  /** What errors call it. Its ending helps to tell the format where the contents do not. */
  name: string;
  /** Number of bytes; absent where it is not known before the end, as of a pipe. */
  size?: number;
  /** Reads it from its beginning. A pipe can be read only once. */
  stream(): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;
  /** Reads some of it; absent where that would mean to read all that comes before. */
  slice?(start: number, end?: number): Promise<ArrayBuffer>;
}
