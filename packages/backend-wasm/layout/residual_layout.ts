import type { BnLstmAttributes } from "@bnlstm/core/kernels";
import { type CallSizes, ceilTo } from "../kernels/call.ts";
import { SITE_FIELDS } from "./problem.ts";
import { STEP_BYTES } from "./step_table.ts";

/**
 * Number of elements of the arrays that are kept from the forward to the backward pass even with recomputation.
 *
 * @param savedSteps Number of steps whose statistics are saved.
 */
export function lastingLengths(
  sizes: CallSizes,
  attributes: BnLstmAttributes,
  savedSteps: number,
): Record<string, number> {
  const { inputs, hidden, packed, packedCount, parts } = sizes;
  const { sites, keepResiduals } = attributes;
  const sequence = sites.input === "sequence";
  return {
    stepTable: parts * packed.steps * STEP_BYTES / 4,
    inputSite: SITE_FIELDS.length,
    hiddenSite: SITE_FIELDS.length,
    cellSite: SITE_FIELDS.length,
    unitParameters: 16 * hidden,
    // Without a backward pass, weights are held elsewhere.
    packedWx: keepResiduals ? 4 * inputs * hidden : 0,
    xPanels: packedCount * inputs,
    saved: 16 * hidden * savedSteps,
    savedInput: 8 * hidden * (sequence ? 1 : savedSteps),
    // Statistics of the whole sequence need all its input terms at once.
    ...(sequence && inputs > 1 ? { inputTerms: 4 * hidden * packedCount } : {}),
  };
}

/**
 * Number of elements of the arrays that hold residuals step by step.
 *
 * @param rows Number of packed rows that are kept: those of a window of steps, or of one step if nothing is
 *   kept.
 * @param keep Whether anything is kept.
 */
export function windowLengths(
  { slot, inputs, hidden }: CallSizes,
  { sites }: BnLstmAttributes,
  rows: number,
  keep: boolean,
): Record<string, number> {
  return {
    hiddenRows: keep ? ceilTo(hidden, 8) * rows : 0,
    hiddenTerms: 4 * hidden * rows,
    cells: hidden * (slot + rows),
    ...(sites.input !== "sequence" && inputs > 1 ? { inputTerms: 4 * hidden * rows } : {}),
  };
}
