import { concatenate } from "../io/concatenate.ts";
import { NPY_PREFIX, npyHeaderLength, npyValues, readNpyHeader } from "./_npy_array.ts";
import { peek } from "./_peek.ts";
import { tableError } from "./table_error.ts";
import type { Cell, Table, TableRow } from "./table.ts";

/** Approximate number of bytes yielded at a time. */
const BLOCK = 1 << 20;

/**
 * Reads a `.npy` file of shape `[N]`, of `[N, T]` with one value per step, or of `[N, T, I]` with one sequence
 * per row, in columns `value 1` … `value I`.
 *
 * @throws {TypeError} If it has another shape, or values that are not numbers; while rows are read, if it is
 *   cut off.
 */
export async function readNpy(
  bytes: AsyncIterable<Uint8Array<ArrayBuffer>>,
  name: string,
): Promise<Table> {
  const { first, all } = await peek(bytes, (pieces) => {
    const start = concatenate(pieces);
    return start.length >= NPY_PREFIX && start.length >= npyHeaderLength(start);
  });
  const start = concatenate(first);
  const whole = start.length >= NPY_PREFIX && start.length >= npyHeaderLength(start);
  if (!whole) throw tableError({ name }, "it ends within its header");
  const header = readNpyHeader(start, name);
  const columns = npyColumns(header.shape, "value");
  if (!columns) throw tableError({ name }, `it must have 1 … 3 axes, got [${header.shape}]`);
  return {
    name,
    format: `NumPy [${header.shape.join(", ")}]`,
    unit: "row",
    columns,
    decimalComma: false,
    notes: [],
    rows: rows(all, name, header),
  };
}

/** Column names for an array, one per value of a step; `undefined` for shapes that are not sequences. */
export function npyColumns(shape: readonly number[], title: string): string[] | undefined {
  if (shape.length < 1 || shape.length > 3) return undefined;
  const values = shape[2] ?? 1;
  return values === 1 ? [title] : Array.from({ length: values }, (_, at) => `${title} ${at + 1}`);
}

/** The cells of one row of an array, for the columns named by {@linkcode npyColumns}. */
export function npyCells(values: Float64Array | string[], shape: readonly number[]): Cell[] {
  if (shape.length === 1) return [values[0]];
  const [, steps, width = 1] = shape;
  return Array.from({ length: width }, (_, at) => {
    const ofStep = (_: unknown, step: number) => values[step * width + at];
    return typeof values[0] === "string"
      ? Array.from({ length: steps }, ofStep) as string[]
      : Float64Array.from({ length: steps }, ofStep as () => number);
  });
}

async function* rows(
  bytes: AsyncIterable<Uint8Array<ArrayBuffer>>,
  name: string,
  header: ReturnType<typeof readNpyHeader>,
): AsyncGenerator<TableRow[], void, undefined> {
  const { shape, itemSize } = header;
  const rowSize = shape.slice(1).reduce((a, b) => a * b, itemSize);
  let skip = header.offset;
  let line = 1;
  let waiting: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const take = function* (atLeast: number): Generator<TableRow[]> {
    if (length < Math.max(atLeast, rowSize) || rowSize === 0) return;
    const all = concatenate(waiting);
    const block: TableRow[] = [];
    let at = 0;
    for (; at + rowSize <= all.length && line <= shape[0]; at += rowSize) {
      const values = npyValues(all.subarray(at, at + rowSize), header);
      block.push({ line: line++, cells: npyCells(values, shape) });
    }
    waiting = [all.subarray(at)];
    length = all.length - at;
    if (block.length > 0) yield block;
  };
  for await (const piece of bytes) {
    const used = piece.subarray(Math.min(skip, piece.length));
    skip -= piece.length - used.length;
    waiting.push(used);
    length += used.length;
    yield* take(BLOCK);
  }
  yield* take(0);
  if (line <= shape[0]) {
    throw tableError(
      { name, unit: "row", line },
      `the file ends before all of its ${shape[0]} rows`,
    );
  }
}
