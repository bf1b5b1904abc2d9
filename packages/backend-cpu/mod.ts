/**
 * Fused BN-LSTM kernels for tfjs's `cpu` backend, in plain TypeScript on typed arrays. Importing this
 * module registers the backend and the kernels; `bnLstm` of `@bnlstm/core` then uses them.
 *
 * @example
 * ```ts
 * import "@bnlstm/backend-cpu";
 * import * as tf from "@tensorflow/tfjs-core";
 *
 * await tf.setBackend("cpu");
 * ```
 *
 * @module
 */

import "./kernels/register_kernels.ts";
