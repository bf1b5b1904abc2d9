import type { StepSchedule } from "@bnlstm/core/kernels";
import { STEP_FIELDS } from "./problem.ts";

/** Bytes of one step in the table. */
export const STEP_BYTES = 4 * STEP_FIELDS.length;

/** Place of each field among those of a step. */
const PLACE = Object.fromEntries(STEP_FIELDS.map((field, i) => [field, i])) as Record<
  typeof STEP_FIELDS[number],
  number
>;

/** Number of rows of a chunk of steps whose weight gradients are one product: enough to run at full speed. */
const CHUNK_ROWS = 256;

/** A batch in packed rows: step after step, with the rows of each step rounded up to whole panels of 8. */
export interface PackedRows {
  /** Number of steps at which any row is active, here or in another process. */
  steps: number;
  /** Number of rows active at each step, followed by 0. */
  active: Int32Array;
  /** Number of packed rows of each step. */
  rows: Int32Array;
  /** Packed row at which each step starts, followed by their total. */
  starts: Int32Array;
  /** First step of the chunk each step belongs to. */
  chunkStarts: Int32Array;
}

/** Lays out the active rows of a batch. */
export function packedRows(schedule: Pick<StepSchedule, "steps" | "active">): PackedRows {
  const { steps } = schedule;
  const active = new Int32Array(steps + 1);
  const rows = new Int32Array(steps + 1);
  const starts = new Int32Array(steps + 1);
  const chunkStarts = new Int32Array(steps);
  let chunkStart = 0;
  for (let t = 0; t < steps; t++) {
    active[t] = schedule.active[t];
    rows[t] = 8 * Math.ceil(active[t] / 8);
    starts[t + 1] = starts[t] + rows[t];
    if (starts[t + 1] - starts[chunkStart] > CHUNK_ROWS) chunkStart = t;
    chunkStarts[t] = chunkStart;
  }
  return { steps, active, rows, starts, chunkStarts };
}

/** Number of rows of the longest chunk of steps. */
export function chunkCapacity({ steps, starts, chunkStarts }: PackedRows): number {
  let longest = 0;
  for (let t = 0; t < steps; t++) {
    longest = Math.max(longest, starts[t + 1] - starts[chunkStarts[t]]);
  }
  return longest;
}

/** Which steps to write, and whether what they compute is kept. */
export interface StepWindow {
  /** First step. */
  first: number;
  /** Step after the last. */
  last: number;
  /**
   * Whether the residuals of all these steps are kept; otherwise each step may overwrite those of earlier ones.
   */
  keep: boolean;
  /** Whether input terms are kept for the whole sequence even if `keep` is false. */
  keepInputTerms: boolean;
  /** Number of steps whose statistics are saved; the place of the last serves every later one. */
  savedSteps: number;
}

/**
 * Writes steps of the table. The residuals of a window start at row 0; the cell state has one more place in
 * front, for the state before the window. If nothing is kept, it alternates between two places.
 *
 * There are hundreds of steps, each with a score of fields, so that they are not written as other structures are,
 * name by name. The last two fields, measurements of x, are written by the kernels.
 */
export function writeSteps(
  buffer: ArrayBufferLike,
  table: number,
  schedule: StepSchedule,
  packed: PackedRows,
  window: StepWindow,
): void {
  const { active, rows, starts, chunkStarts } = packed;
  const { first, last, keep } = window;
  const integers = new Uint32Array(buffer, table, last * STEP_FIELDS.length);
  const floats = new Float32Array(buffer, table, last * STEP_FIELDS.length);
  const slot = rows[0];
  const origin = starts[first];
  for (let t = first; t < last; t++) {
    const next = keep && t + 1 < last ? t + 1 : undefined;
    const chunkStart = Math.max(first, chunkStarts[t]);
    const chunkEnd = t === chunkStart ? endOfChunk(packed, t, last) : t;
    const at = t * STEP_FIELDS.length;
    integers[at + PLACE.active] = active[t];
    integers[at + PLACE.rows] = rows[t];
    integers[at + PLACE.row] = starts[t];
    integers[at + PLACE.residualRow] = keep ? starts[t] - origin : 0;
    integers[at + PLACE.inputRow] = window.keepInputTerms
      ? starts[t]
      : keep
      ? starts[t] - origin
      : 0;
    integers[at + PLACE.cellBefore] = keep
      ? t === first ? 0 : slot + starts[t - 1] - origin
      : (t & 1) * slot;
    integers[at + PLACE.cellBeforeRows] = t === 0 ? rows[0] : rows[t - 1];
    integers[at + PLACE.cellAfter] = keep ? slot + starts[t] - origin : ((t + 1) & 1) * slot;
    integers[at + PLACE.nextRows] = next === undefined ? 0 : rows[next];
    integers[at + PLACE.nextRow] = next === undefined ? 0 : starts[next] - origin;
    integers[at + PLACE.nextActive] = active[t + 1];
    integers[at + PLACE.chunkRow] = starts[t] - starts[chunkStart];
    integers[at + PLACE.chunkRows] = starts[chunkEnd] - starts[t];
    integers[at + PLACE.priorRow] = schedule.priorStep < 0 ? t : schedule.priorStep;
    integers[at + PLACE.savedStep] = Math.min(t, window.savedSteps - 1);
    floats[at + PLACE.blend] = schedule.blend[t];
    floats[at + PLACE.gradientWeight] = schedule.gradientWeight[t];
    floats[at + PLACE.batchActive] = schedule.batchActive[t];
  }
}

/** Step after the last of the chunk that starts at step t, within a window. */
function endOfChunk({ chunkStarts }: PackedRows, t: number, last: number): number {
  let end = t + 1;
  while (end < last && chunkStarts[end] === chunkStarts[t]) end++;
  return end;
}
