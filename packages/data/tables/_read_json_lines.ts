import { linesOf } from "./_lines.ts";
import { RecordColumns } from "./_record_cells.ts";
import { quoted, tableError } from "./table_error.ts";
import type { Table, TableRow } from "./table.ts";

/**
 * Reads one JSON object per line. A value is a number, text, a list with one value for each step, or a list of
 * lists with all values of each step; such lists become one column per value: `name 1`, `name 2`, ….
 *
 * @throws {TypeError} While rows are read, naming the line, if it is not an object with such values.
 */
export function readJsonLines(text: AsyncIterable<string>, name: string): Table {
  const columns = new RecordColumns();
  return {
    name,
    format: "JSON Lines",
    unit: "line",
    columns: columns.names,
    decimalComma: false,
    notes: [],
    rows: rows(text, name, columns),
  };
}

async function* rows(
  text: AsyncIterable<string>,
  name: string,
  columns: RecordColumns,
): AsyncGenerator<TableRow[], void, undefined> {
  let any = false;
  for await (const lines of linesOf(text, name)) {
    const block = lines.filter(({ text }) => text.trim() !== "").map(({ number: line, text }) => ({
      line,
      cells: columns.cells(parsed(text, name, line), { name, line }),
    }));
    any ||= block.length > 0;
    if (block.length > 0) yield block;
  }
  if (!any) throw tableError({ name }, "it is empty");
}

function parsed(text: string, name: string, line: number): object {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch (error) {
    throw tableError({ name, line }, `it is not JSON: ${(error as Error).message.split("\n")[0]}`);
  }
  if (typeof record === "object" && record !== null && !Array.isArray(record)) return record;
  throw tableError({ name, line }, `it is not a JSON object, got ${quoted(text)}`);
}
