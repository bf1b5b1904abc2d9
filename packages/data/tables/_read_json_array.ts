import { RecordColumns } from "./_record_cells.ts";
import { quoted, tableError } from "./table_error.ts";
import type { Table, TableRow } from "./table.ts";

/** Length of the longest text that is accepted, in characters. */
const LONGEST_TEXT = 1 << 28;

/**
 * Reads a JSON array of objects, with the same values as in JSON Lines. It is read as a whole.
 *
 * @throws {TypeError} If it is not such an array, or too large to be read as a whole.
 */
export async function readJsonArray(text: AsyncIterable<string>, name: string): Promise<Table> {
  const pieces: string[] = [];
  let length = 0;
  for await (const piece of text) {
    length += piece.length;
    if (length > LONGEST_TEXT) {
      throw tableError(
        { name },
        `it is a JSON array of more than ${LONGEST_TEXT} characters; write its records as JSON Lines, one a line`,
      );
    }
    pieces.push(piece);
  }
  const columns = new RecordColumns();
  const rows = records(pieces.join(""), name).map((record, at): TableRow => {
    const line = at + 1;
    if (typeof record !== "object" || record === null || Array.isArray(record)) {
      throw tableError(
        { name, unit: "row", line },
        `it is not a JSON object, got ${quoted(JSON.stringify(record))}`,
      );
    }
    return { line, cells: columns.cells(record, { name, unit: "row", line }) };
  });
  return {
    name,
    format: "JSON",
    unit: "row",
    columns: columns.names,
    decimalComma: false,
    notes: [],
    rows: once(rows),
  };
}

function records(text: string, name: string): unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw tableError({ name }, `it is not JSON: ${(error as Error).message.split("\n")[0]}`);
  }
  if (!Array.isArray(value)) throw tableError({ name }, "it is not a JSON array");
  if (value.length === 0) throw tableError({ name }, "it is an empty JSON array");
  return value;
}

async function* once(rows: TableRow[]): AsyncGenerator<TableRow[], void, undefined> {
  yield rows;
}
