import { Problem } from "./problem";

/**
 * Each thread's private rows, one number a batch row, that stay in the first-level cache while one unit is
 * worked on; then a few vectors of coefficients.
 */
export const MASK: usize = 0;
/** Four rows: σ(f), σ(i), σ(o), tanh(g). */
export const GATES: usize = 1;
/** tanh of the normalised cell. */
export const CELL_TANH: usize = 5;
/** h, or in the backward pass the gradient of the normalised cell. */
export const OUTPUT: usize = 6;
/** Four rows: ∂loss/∂h of four units. */
export const D_HIDDEN: usize = 7;
/** Four rows: ∂loss/∂ of the gates' arguments. */
export const D_GATES: usize = 11;
/** Vectors of coefficients. */
export const COEFFICIENTS: usize = 15;

/** Bytes from one row of scratch to the next. */
export function scratchRowBytes(p: Problem): usize {
  return <usize>((p.batch + 7) & ~7) << 2;
}

/** Address of a row of scratch of a thread. */
export function scratchRow(p: Problem, thread: u32, row: usize): usize {
  return p.scratch + thread * p.scratchBytes + row * scratchRowBytes(p);
}

/** Writes a mask row: all bits set where a row is active, none where it is idle. */
export function writeMask(mask: usize, active: u32, rows: u32): void {
  for (let b: u32 = 0; b < rows; b++) store<i32>(mask + (<usize>b << 2), b < active ? -1 : 0);
}
