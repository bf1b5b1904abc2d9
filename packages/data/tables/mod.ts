/**
 * Tables of data in files: CSV and TSV, JSON Lines, the `.ts` format of the UEA and UCR archives, NumPy's
 * `.npy` and `.npz`, and Parquet, each plain or compressed by gzip.
 *
 * @example
 * ```ts
 * import { openTable } from "@bnlstm/data/tables";
 *
 * const blob = new Blob(["time,speed\n1,3.5\n2,4.25\n"]);
 * const file = { name: "speeds.csv", stream: () => Promise.resolve(blob.stream()) };
 * const { format, columns, rows } = await openTable(file);
 * console.log(format, columns); // CSV, time and speed
 * for await (const block of rows) {
 *   for (const { line, cells } of block) console.log(line, cells); // 2 and 1, 3.5; 3 and 2, 4.25
 * }
 * ```
 *
 * @module
 */

export type * from "./data_file.ts";
export * from "./open_table.ts";
export * from "./parse_number.ts";
export * from "./table_error.ts";
export type * from "./table.ts";
