import { Problem } from "./problem";

/**
 * Each thread's private rows, one number a batch row, that stay in the first-level cache while a block of
 * units is worked on; then a few vectors of coefficients.
 *
 * A block is up to four units whose numbers differ in their last two bits. Its units take turns in every
 * stage of the work, so that the processor can start on one while it waits for the last sums of another.
 *
 * Where sums of other processes are waited for between two stages, all units of a thread go through each stage
 * together. Their rows are then in scratch at once, the places of which are counted by `Problem.unitMask`.
 */
export const MASK: usize = 0;
/** A row for each place of a unit: ∂loss/∂h. */
export const D_HIDDEN: usize = 1;
/** Rows of each unit besides that; those below are numbered within them. */
export const UNIT_ROWS: usize = 10;
/** Four rows: σ(f), σ(i), σ(o), tanh(g). */
export const GATES: usize = 0;
/** tanh of the normalized cell. */
export const CELL_TANH: usize = 4;
/** h, or in the backward pass the gradient of the normalized cell. */
export const OUTPUT: usize = 5;
/** Four rows: ∂loss/∂ of the gates' arguments. */
export const D_GATES: usize = 6;

/** Unit after the last of the block that starts at a unit. */
export function endOfBlock(unit: u32, last: u32): u32 {
  return min((unit | 3) + 1, last);
}

/** Bytes from one row of scratch to the next. */
export function scratchRowBytes(p: Problem): usize {
  return <usize> ((p.batch + 7) & ~7) << 2;
}

/** Address of a row of scratch of a thread. */
export function scratchRow(p: Problem, thread: u32, row: usize): usize {
  return p.scratch + thread * p.scratchBytes + row * scratchRowBytes(p);
}

/** Address of ∂loss/∂h of a unit. */
export function hiddenGradientRow(p: Problem, thread: u32, unit: u32): usize {
  return scratchRow(p, thread, D_HIDDEN + (unit & p.unitMask));
}

/** Address of a row of scratch of a unit, counted from its first. */
export function unitRow(p: Problem, thread: u32, unit: u32, row: usize): usize {
  return scratchRow(p, thread, D_HIDDEN + p.unitMask + 1 + (unit & p.unitMask) * UNIT_ROWS + row);
}

/** Address of vectors of coefficients. */
export function coefficientsOf(p: Problem, thread: u32): usize {
  return scratchRow(p, thread, D_HIDDEN + (p.unitMask + 1) * (UNIT_ROWS + 1));
}

/** Writes a mask row: all bits set where a row is active, none where it is idle. */
export function writeMask(mask: usize, active: u32, rows: u32): void {
  for (let b: u32 = 0; b < rows; b++) store<i32>(mask + (<usize> b << 2), b < active ? -1 : 0);
}
