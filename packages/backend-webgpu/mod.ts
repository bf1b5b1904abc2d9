/**
 * Fused BN-LSTM kernels for tfjs's `webgpu` backend in WGSL, one dispatch per time step. Importing this module
 * registers the kernels; `setupWebGpu` prepares the device they run on.
 *
 * ```ts ignore
 * import { setupWebGpu } from "@bnlstm/backend-webgpu";
 * import * as tf from "@tensorflow/tfjs-core";
 *
 * await setupWebGpu();
 * await tf.setBackend("webgpu");
 * ```
 *
 * @module
 */

export * from "./device_lost_error.ts";
export * from "./setup_webgpu.ts";
export * from "./tune.ts";
export * from "./tuning.ts";
