/**
 * Batch-normalized LSTMs (Cooijmans et al., 2016): the layer, the op it is built on, and a training step.
 *
 * More is in subpaths: the statistics store in `@bnlstm/core/statistics`, the gradients of tfjs's own ops in
 * `@bnlstm/core/gradients`, further ops in `@bnlstm/core/ops`, initializers in `@bnlstm/core/initializers`, the
 * order of gates here and in other libraries in `@bnlstm/core/gates`, the mathematics as readable code in
 * `@bnlstm/core/reference`, and the contract for backends in `@bnlstm/core/kernels`.
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
export type { Ranks } from "./math/ranks.ts";
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
