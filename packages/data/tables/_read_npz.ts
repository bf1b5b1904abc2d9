import { isNpy, npyValues, readNpyHeader } from "./_npy_array.ts";
import { npyCells, npyColumns } from "./_read_npy.ts";
import { tableError } from "./table_error.ts";
import type { Cell, Table, TableRow } from "./table.ts";

/** Names of arrays with the number of steps of each padded row. */
const LENGTHS = /^(seq(uence)?_?)?(lengths?|lens?)$/i;

interface NamedArray {
  title: string;
  shape: readonly number[];
  values: Float64Array | string[];
}

/**
 * Reads a `.npz` file, whose arrays have the same number of rows: `[N, T, I]` or `[N, T]` for sequences, `[N]`
 * for labels and the like. An array called `lengths` gives the number of steps of each row that are not
 * padding.
 *
 * @throws {TypeError} If arrays do not fit together.
 */
export async function readNpz(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Table> {
  const { unzip } = await import("fflate");
  const files = await new Promise<Record<string, Uint8Array>>((resolve, reject) =>
    unzip(bytes, (error, files) => error ? reject(error) : resolve(files))
  ).catch((error) => {
    throw tableError({ name }, `it is no ZIP file that can be read: ${error.message}`);
  });
  const arrays = Object.entries(files).filter(([, file]) => isNpy(file)).map(([entry, file]) => {
    const header = readNpyHeader(file, `${name}, ${entry}`);
    const values = npyValues(file.subarray(header.offset), header);
    if (values.length < header.shape.reduce((a, b) => a * b, 1)) {
      throw tableError({ name: `${name}, ${entry}` }, "it ends early");
    }
    return { title: entry.replace(/\.npy$/, ""), shape: header.shape, values };
  });
  const withRows = arrays.filter(({ shape }) => shape.length >= 1 && shape.length <= 3);
  if (withRows.length === 0) throw tableError({ name }, "it has no arrays of 1 … 3 axes");
  const [size] = withRows[0].shape;
  const odd = withRows.find(({ shape }) => shape[0] !== size);
  if (odd) {
    throw tableError(
      { name },
      `${odd.title} has ${odd.shape[0]} rows, ${withRows[0].title} has ${size}`,
    );
  }
  const lengths = withRows.find(({ title, shape }) => LENGTHS.test(title) && shape.length === 1);
  const shown = withRows.filter((array) => array !== lengths);
  return {
    name,
    format: `NumPy (${
      withRows.map(({ title, shape }) => `${title} [${shape.join(", ")}]`).join(", ")
    })`,
    unit: "row",
    columns: shown.flatMap(({ title, shape }) => npyColumns(shape, title)!),
    decimalComma: false,
    notes: lengths ? [`says in ${lengths.title} how many steps are not padding`] : [],
    rows: rows(size, shown, lengths),
  };
}

async function* rows(
  size: number,
  arrays: readonly NamedArray[],
  lengths: NamedArray | undefined,
): AsyncGenerator<TableRow[], void, undefined> {
  for (let row = 0; row < size; row++) {
    const steps = lengths ? Number(lengths.values[row]) : Infinity;
    const cells = arrays.flatMap(({ shape, values }) => {
      const rowSize = shape.slice(1).reduce((a, b) => a * b, 1);
      return npyCells(values.slice(row * rowSize, (row + 1) * rowSize), shape);
    });
    yield [{ line: row + 1, cells: cells.map((cell) => shortened(cell, steps)) }];
  }
}

function shortened(cell: Cell, steps: number): Cell {
  if (typeof cell !== "object" || cell === null) return cell;
  return Array.prototype.slice.call(cell, 0, steps) as (string | number)[];
}
