import type { CallSizes } from "./call.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { PackedRows } from "../layout/step_table.ts";

/**
 * Recomputation: the forward pass keeps only the state at the start of every window of steps, and the backward
 * pass runs each window forward again before it goes backward through it. The statistics are kept for all
 * steps, so that the second run repeats the first bit for bit.
 */

/** Steps from `first` up to but not including `last`. */
export interface Window {
  first: number;
  last: number;
}

/** Cuts the steps into windows; `windowSteps` = 0 means one window of all steps. */
export function windowsOf(steps: number, windowSteps: number): Window[] {
  const length = windowSteps > 0 ? windowSteps : steps;
  const windows: Window[] = [];
  for (let first = 0; first < steps; first += length) {
    windows.push({ first, last: Math.min(steps, first + length) });
  }
  return windows;
}

/** Number of packed rows of the largest window. */
export function windowRows({ starts }: PackedRows, windows: readonly Window[]): number {
  return Math.max(...windows.map(({ first, last }) => starts[last] - starts[first]));
}

/** Number of elements of all checkpoints, each of which is a c and an h. */
export function checkpointLength({ slot, hidden }: CallSizes, windows: readonly Window[]): number {
  return 2 * slot * hidden * windows.length;
}

/** Addresses of the state at the start of a window. */
interface State {
  cells: number;
  hiddenPanels: number;
}

/** Addresses of the state before step `first` while steps run without keeping anything. */
export function passingState(
  { slot, hidden }: CallSizes,
  at: Record<string, number>,
  first: number,
): State {
  const offset = 4 * slot * hidden * (first & 1);
  return { cells: at.cells + offset, hiddenPanels: at.hiddenPanels + offset };
}

/** Addresses of the state before step `first` when a window is run again: they precede those of the window. */
export function windowState(
  { slot, hidden }: CallSizes,
  at: Record<string, number>,
  first: number,
): State {
  return { cells: at.cells, hiddenPanels: at.hiddenPanels + 4 * slot * hidden * (first & 1) };
}

/** Addresses of a state within the checkpoints. */
export function checkpointState(sizes: CallSizes, checkpoints: number, index: number): State {
  const bytes = 4 * sizes.slot * sizes.hidden;
  const cells = checkpoints + 2 * bytes * index;
  return { cells, hiddenPanels: cells + bytes };
}

/** Copies a state. */
export function copyState(
  runtime: Runtime,
  { slot, hidden }: CallSizes,
  from: State,
  to: State,
): void {
  for (const part of ["cells", "hiddenPanels"] as const) {
    runtime.floats(to[part], slot * hidden).set(runtime.floats(from[part], slot * hidden));
  }
}
