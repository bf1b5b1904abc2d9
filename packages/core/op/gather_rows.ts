import { checkTensor } from "./_check_tensor.ts";
import { must } from "../math/_rules.ts";
import { InvalidRangeError } from "../math/invalid_input.ts";
import {
  add,
  customGrad,
  gatherND,
  mul,
  pad,
  type Tensor,
  type Tensor2D,
  tensor2d,
} from "@tensorflow/tfjs-core";

/**
 * Looks up rows of a table by index, in any order and any number of times: for an embedding, or to rearrange
 * the rows of a batch.
 *
 * The gradient of a row is the sum of the gradients of its copies. The gradient of tfjs needs a scatter, which
 * the wasm backend lacks. Here copies are added in pairs, then their sums in pairs, and so on: ⌈log2(copies)⌉
 * gathers and additions, in an order that depends only on the indices.
 *
 * @param table `[V, features]`.
 * @param rows Index of a row of the table for each row of the result `[N]`, or −1 for a row of zeros without a
 *   gradient.
 * @returns `[N, features]`.
 * @throws {RangeError} If an index is not in −1 … V − 1.
 */
export function gatherRows(table: Tensor2D, rows: Int32Array): Tensor2D {
  const attempt = "gather rows";
  checkTensor(attempt, "table", table, [undefined, undefined]);
  must("an Int32Array", (rows) => rows instanceof Int32Array)(attempt, "rows", rows);
  const size = table.shape[0];
  const wrong = rows.find((row) => !(row >= -1 && row < size));
  if (wrong !== undefined) {
    throw new InvalidRangeError(`Cannot ${attempt}: ${wrong} is not in −1 … ${size - 1}`);
  }
  return customGrad((x) => ({
    value: lookUp(x as Tensor2D, rows),
    gradFunc: (dy: Tensor) => sumOfCopies(dy as Tensor2D, rows, size),
  }))(table) as Tensor2D;
}

function lookUp(table: Tensor2D, rows: Int32Array): Tensor2D {
  if (!rows.includes(-1)) return takeRows(table, rows);
  const known = Float32Array.from(rows, (row) => Number(row >= 0));
  return mul(
    takeRows(table, rows.map((row) => Math.max(row, 0))),
    tensor2d(known, [rows.length, 1]),
  );
}

/** For each row of the table, the sum of the rows of `dy` that were copied from it. */
function sumOfCopies(dy: Tensor2D, rows: Int32Array, size: number): Tensor2D {
  const counts = new Int32Array(size);
  for (const row of rows) if (row >= 0) counts[row]++;
  // From here on row 0 is zero: it stands where there is nothing to add.
  let sums: Tensor2D = pad(dy, [[1, 0], [0, 0]]);
  let places = sortedCopies(rows, counts).map((copy) => copy + 1);
  while (counts.some((count) => count > 1)) {
    const [first, second] = [[0], [0]];
    for (let row = 0, at = 0; row < size; row++) {
      const end = at + counts[row];
      counts[row] = Math.ceil(counts[row] / 2);
      for (; at < end; at += 2) {
        first.push(places[at]);
        second.push(at + 1 < end ? places[at + 1] : 0);
      }
      at = end;
    }
    sums = add(takeRows(sums, first), takeRows(sums, second));
    places = Int32Array.from({ length: first.length - 1 }, (_, place) => place + 1);
  }
  let at = 0;
  return takeRows(sums, counts.map((count) => count > 0 ? places[at++] : 0));
}

/** Where the copies of the rows of the table are: those of row 0, those of row 1, and so on. */
function sortedCopies(rows: Int32Array, counts: Int32Array): Int32Array {
  let end = 0;
  const next = counts.map((count) => (end += count) - count);
  const copies = new Int32Array(end);
  rows.forEach((row, copy) => {
    if (row >= 0) copies[next[row]++] = copy;
  });
  return copies;
}

/**
 * Rows of a tensor by index, without a gradient.
 *
 * `gatherND` copies whole rows, whereas `gather` computes the place of every element, which takes a hundred
 * times as long on the wasm backend.
 */
export function takeRows<T extends Tensor>(tensor: T, rows: ArrayLike<number>): T {
  const indices = tensor2d(Int32Array.from(rows), [rows.length, 1], "int32");
  const taken = gatherND(tensor, indices);
  indices.dispose();
  return taken as T;
}
