/**
 * Further differentiable ops: batch normalization outside the recurrence, and a lookup of rows.
 *
 * @module
 */

export {
  BATCH_NORM_SITES,
  batchNorm,
  type BatchNormOptions,
  type BatchNormResult,
} from "./op/batch_norm.ts";
export { gatherRows } from "./op/gather_rows.ts";
export type { BatchStatisticsTensors } from "./op/op_types.ts";
