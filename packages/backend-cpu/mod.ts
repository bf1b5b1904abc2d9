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

import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import { findBackendFactory, registerBackend } from "@tensorflow/tfjs-core";
import "./kernels/register_kernels.ts";

// tfjs's package registers its backend itself. But its package.json lets bundlers for Node drop an import that is there
// for that alone, and with it all kernels; of an import by name they keep everything.
if (!findBackendFactory("cpu")) registerBackend("cpu", () => new MathBackendCPU());
