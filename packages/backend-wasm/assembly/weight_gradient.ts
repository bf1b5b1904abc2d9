import { multiplyPanels } from "./gemm_tile";
import { PANEL_BYTES } from "./problem";

/** Bytes of panels that stay in the second-level cache while all units pass by. */
const BLOCK_BYTES: usize = 256 * 1024;

/**
 * Adds the product of gradients and activations over the rows of a chunk of steps: the gradient of the
 * weights from the activations to some units.
 *
 * @param gradients `[H][capacity][4 gates]`, of which the first `rows` rows are taken.
 * @param panels Activations `[panelCount][rows][8]`, panels `panelStride` bytes apart.
 * @param sums `[H][4 gates][8 panelCount]`.
 */
export function addWeightGradient(
  gradients: usize,
  capacity: u32,
  panels: usize,
  panelStride: usize,
  rows: u32,
  panelCount: u32,
  sums: usize,
  first: u32,
  last: u32,
): void {
  const gateBytes = panelCount * PANEL_BYTES;
  const block = max<u32>(1, <u32>(BLOCK_BYTES / (rows * PANEL_BYTES)));
  for (let panel: u32 = 0; panel < panelCount; panel += block) {
    for (let unit = first; unit < last; unit++) {
      multiplyPanels(
        gradients + (<usize>(unit * capacity) << 4),
        panels + panel * panelStride,
        panelStride,
        rows,
        min(block, panelCount - panel),
        sums + unit * 4 * gateBytes + panel * PANEL_BYTES,
        gateBytes,
        true,
      );
    }
  }
}
