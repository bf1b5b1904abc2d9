/**
 * Batch-normalised LSTMs (Cooijmans et al., 2016): the mathematics, the statistics store, the kernel
 * contract and the layer.
 *
 * @module
 */

import "./gradient.ts";

export * from "./kernels.ts";
export * from "./op.ts";
export * from "./math/gate_order.ts";
export * from "./math/reference_backward.ts";
export * from "./math/reference_forward.ts";
export * from "./math/reference_types.ts";
export * from "./math/reverse_unpadded.ts";
export * from "./math/sites.ts";
export * from "./math/statistics_table.ts";
export * from "./math/step_schedule.ts";
