import { PANEL_BYTES, Problem, stepOf } from "./problem";

/**
 * Distances in memory that depend on who multiplies: the tile of `gemm_tile.ts` reads panels of 8 rows, a BLAS
 * whole matrices, for which all rows of a step are one panel.
 */

/** Rows of the first step: B rounded up to whole panels. */
export function slotRows(p: Problem): u32 {
  return (p.batch + 7) & ~7;
}

/** Bytes from eight rows of h to the next eight: `[rows/8][H][8]`, or `[H][rows]` for a BLAS. */
export function hiddenPanelBytes(p: Problem): usize {
  return p.blas ? PANEL_BYTES : p.hidden * PANEL_BYTES;
}

/** Bytes from h of a unit to that of the next. */
export function hiddenUnitBytes(p: Problem): usize {
  return p.blas ? <usize> slotRows(p) << 2 : PANEL_BYTES;
}

/** Bytes from the kept h of eight units to the next eight: `[H/8][rows][8]`, or `[rows][H]` for a BLAS. */
export function hiddenGroupBytes(p: Problem): usize {
  return p.blas ? PANEL_BYTES : p.hiddenRowCount * PANEL_BYTES;
}

/** Bytes from a kept row of h to the next. */
export function hiddenRowBytes(p: Problem): usize {
  return p.blas ? <usize> p.hidden << 2 : PANEL_BYTES;
}

/**
 * Gradients of a term after step t: panels `[rows/8][4H][8]` that alternate between two places, or for a BLAS
 * the step's columns among those of its chunk `[4H][capacity]`.
 */
export function gradientPanels(p: Problem, gradients: usize, t: u32): usize {
  if (p.blas) return gradients + (<usize> stepOf(p, t).chunkRow << 2);
  return gradients + (t & 1) * (slotRows(p) >> 3) * gradientPanelBytes(p);
}

/** Bytes from eight rows of a term's gradients to the next eight. */
export function gradientPanelBytes(p: Problem): usize {
  return p.blas ? PANEL_BYTES : p.hidden * 4 * PANEL_BYTES;
}

/** Bytes from the gradients of a gate to those of the next. */
export function gradientGateBytes(p: Problem): usize {
  return p.blas ? <usize> p.chunkCapacity << 2 : PANEL_BYTES;
}
