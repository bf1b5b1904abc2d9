/**
 * Batch-normalized LSTMs (Cooijmans et al., 2016): the mathematics, the statistics store, the kernel
 * contract and the layer.
 *
 * @module
 */

import "./op/gradient.ts";

export { freeAbandonedGradient } from "./op/abandoned_gradient.ts";
export * from "./op/batch_norm.ts";
export * from "./model/batch_norm_lstm.ts";
export * from "./op/gather_rows.ts";
export * from "./model/initial_parameters.ts";
export * from "./initializers/join_columns.ts";
export * from "./initializers/gaussian.ts";
export * from "./initializers/identity.ts";
export * from "./initializers/orthogonal.ts";
export * from "./initializers/uniform_source.ts";
export * from "./op/kernels.ts";
export * from "./math/gate_order.ts";
export * from "./math/moments.ts";
export * from "./math/normalize.ts";
export * from "./math/reference_backward.ts";
export * from "./math/reference_forward.ts";
export * from "./math/reference_types.ts";
export * from "./math/reverse_unpadded.ts";
export * from "./math/sites.ts";
export * from "./math/statistics_table.ts";
export * from "./math/step_schedule.ts";
export * from "./model/model_statistics.ts";
export * from "./model/model_types.ts";
export * from "./op/op.ts";
export type * from "./op/ranks.ts";
export * from "./stats/accumulate.ts";
export * from "./stats/at.ts";
export * from "./stats/batch_statistics.ts";
export * from "./stats/create_store.ts";
export * from "./stats/deserialize.ts";
export * from "./stats/effective_time_steps.ts";
export * from "./stats/merge.ts";
export * from "./stats/resize.ts";
export * from "./stats/serialize.ts";
export * from "./stats/statistics_store.ts";
export * from "./stats/tables.ts";
export * from "./stats/update.ts";
