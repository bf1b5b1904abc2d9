/**
 * Registers the gradients of tfjs's own ops.
 *
 * In Deno and Node `@tensorflow/tfjs-core` comes without them, and the modules that would add them cannot be
 * imported on their own, so that the union package has to supply them. A bundler that resolves tfjs-core to its
 * ES modules has them already, and need not import this.
 *
 * @module
 */

import "@tensorflow/tfjs";
