/**
 * The float64 reference: the mathematics written to be read, forward and backward, with which every other
 * implementation is compared.
 *
 * @module
 */

export { referenceForward, type ReferenceResiduals } from "./math/reference_forward.ts";
export { referenceBackward, type ReferenceUpstream } from "./math/reference_backward.ts";
export type {
  ReferenceGradients,
  ReferenceInput,
  ReferenceOutput,
  ReferenceParameters,
  SequenceShape,
} from "./math/reference_types.ts";
export { type Moments, moments } from "./math/moments.ts";
export type { StatisticsTable, StatisticsTables } from "./math/statistics_table.ts";
export {
  type StepSchedule,
  stepSchedule,
  type StepScheduleOptions,
  type WholeBatch,
} from "./math/step_schedule.ts";
export {
  normalize,
  normalizeBackward,
  type Normalized,
  type NormalizeGradient,
} from "./math/normalize.ts";
export type { NormalizationSites, SiteName, SiteNormalization } from "./math/sites.ts";
