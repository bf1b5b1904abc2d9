import type { AsyncBuffer } from "hyparquet";
import { RecordColumns } from "./_record_cells.ts";
import { tableError } from "./table_error.ts";
import type { Table, TableRow } from "./table.ts";

/**
 * Reads a Parquet file: numbers, text, booleans, dates, and lists of them.
 *
 * @param file Its bytes, of which one row group is read at a time.
 * @throws {TypeError} If it is not a Parquet file; while rows are read, if it is damaged.
 */
export async function readParquet(file: AsyncBuffer, name: string): Promise<Table> {
  const { parquetMetadataAsync, parquetReadObjects, parquetSchema } = await import("hyparquet");
  const { compressors } = await import("hyparquet-compressors");
  const refused = (error: unknown): never => {
    throw tableError(
      { name },
      `it is not a Parquet file that can be read: ${(error as Error).message}`,
    );
  };
  const metadata = await parquetMetadataAsync(file).catch(refused);
  const titles = parquetSchema(metadata).children.map(({ element }) => element.name);
  const columns = new RecordColumns();
  const rows = async function* (): AsyncGenerator<TableRow[], void, undefined> {
    let rowStart = 0;
    for (const { num_rows } of metadata.row_groups) {
      const rowEnd = rowStart + Number(num_rows);
      const records = await parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors })
        .catch(refused);
      const first = rowStart + 1;
      rowStart = rowEnd;
      yield records.map((record, at) => {
        // A key missing from a record would change the order of the columns.
        const whole = Object.fromEntries(titles.map((title) => [title, record[title] ?? null]));
        const line = first + at;
        return { line, cells: columns.cells(whole, { name, unit: "row", line }) };
      });
    }
    if (rowStart === 0) throw tableError({ name }, "it has no rows");
  };
  return {
    name,
    format: "Parquet",
    unit: "row",
    columns: columns.names,
    decimalComma: false,
    notes: [],
    rows: rows(),
  };
}
