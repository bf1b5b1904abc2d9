import { multiplyPanels } from "../products/gemm_tile";
import { PANEL_BYTES } from "../memory/problem";

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
  for (let unit = first; unit < last; unit++) {
    multiplyPanels(
      gradients + (<usize> (unit * capacity) << 4),
      panels,
      panelStride,
      rows,
      panelCount,
      sums + unit * 4 * gateBytes,
      gateBytes,
      true,
    );
  }
}
