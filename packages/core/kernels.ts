/**
 * What a backend implements to run a BN-LSTM fused: the contract of the two kernels, and what each of them
 * needs to know of a batch. The contract itself is written down in `op/kernels.ts`.
 *
 * @module
 */

export {
  BN_LSTM_BACKWARD,
  BN_LSTM_FORWARD,
  type BnLstmAttributes,
  type BnLstmBackwardInputs,
  type BnLstmForwardInputs,
  type BnLstmForwardOutputs,
  DIFFERENTIABLE_INPUTS,
  type DifferentiableInput,
  FORWARD_OUTPUTS,
  MAX_RESIDUALS,
  SAVED_INPUTS,
  statisticsRows,
} from "./op/kernels.ts";
export {
  type FusedKernel,
  type FusedKernels,
  registerFusedKernels,
  sumsOverRanks,
} from "./op/register_fused_kernels.ts";
export { DEFAULT_EPSILON } from "./op/op_types.ts";
export {
  activeRows,
  DEFAULT_MIN_SHARE,
  type StepSchedule,
  stepSchedule,
  type StepScheduleOptions,
  type WholeBatch,
} from "./math/step_schedule.ts";
export {
  type NormalizationSites,
  SITE_NAMES,
  siteFeatures,
  type SiteName,
  type SiteNormalization,
} from "./math/sites.ts";
export type { SequenceShape } from "./math/reference_types.ts";
export type { Moments } from "./math/moments.ts";
