/**
 * Registers the gradients of tfjs's own ops.
 *
 * In Deno `@tensorflow/tfjs-core` comes without them, and the modules that would add them cannot be
 * imported on their own; the union package brings them. A bundler that resolves tfjs-core to its ES
 * modules has them already and need not import this.
 *
 * @module
 */

import "@tensorflow/tfjs";
