/**
 * A file, wherever it is: on disk, in the browser, behind a pipe. Nothing is read before it is needed.
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
  /** Its name in errors. The extension helps to tell the format if the contents do not. */
  name: string;
  /** Number of bytes; absent if it is not known before the end, as with a pipe. */
  size?: number;
  /** Reads the file from its beginning. A pipe can be read only once. */
  stream(): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;
  /** Reads a part of the file; absent if that is not possible without reading everything before it. */
  slice?(start: number, end?: number): Promise<ArrayBuffer>;
}
