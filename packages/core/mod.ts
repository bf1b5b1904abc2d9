/**
 * Batch-normalized LSTMs (Cooijmans et al., 2016): the layer, the op beneath it, and a training step.
 *
 * What a backend implements is in `@bnlstm/core/kernels`, the statistics store in `@bnlstm/core/statistics`,
 * the mathematics to be read in `@bnlstm/core/reference`, tfjs's own gradients in `@bnlstm/core/gradients`.
 *
 * @module
 */

import "./op/_gradient.ts";

export { BatchNormLSTM } from "./model/batch_norm_lstm.ts";
export { type LossAndStatistics, minimize, type MinimizeResult } from "./model/minimize.ts";
export { createModelStatistics, recordStatistics } from "./model/model_statistics.ts";
export type {
  ApplyOptions,
  ApplyResult,
  BatchNormLSTMOptions,
  ModelOptions,
  ModelState,
  ModelStatistics,
} from "./model/model_types.ts";
export type { InitialParameterOptions, RecurrentInitializer } from "./model/initial_parameters.ts";
export type { Ranks } from "./op/ranks.ts";
export { freeAbandonedGradient } from "./op/abandoned_gradient.ts";
export { bnLstm } from "./op/op.ts";
export type {
  BatchStatisticsTensors,
  BnLstmOptions,
  BnLstmParameters,
  BnLstmResult,
  Implementation,
  LstmState,
  StatisticsTensors,
} from "./op/op_types.ts";
export {
  InvalidRangeError,
  InvalidTypeError,
  isInvalidInput,
  UnavailableError,
} from "./math/invalid_input.ts";
export type { NormalizationSites, SiteName, SiteNormalization } from "./math/sites.ts";
export type { StatisticsTable, StatisticsTables } from "./math/statistics_table.ts";
export type {
  StatisticsEstimator,
  StatisticsStore,
  StatisticsStoreOptions,
  StoredTable,
} from "./stats/statistics_store.ts";
