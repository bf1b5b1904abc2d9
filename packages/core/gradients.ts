/**
 * Registers the gradients of tfjs's own ops.
 *
 * In Deno and Node `@tensorflow/tfjs-core` comes without them, and the modules that would add them cannot be
 * imported on their own, so the union package `@tensorflow/tfjs` has to supply them. Code that is bundled from
 * the ES modules of tfjs-core has the gradients already and does not need this import.
 *
 * @module
 */

import "@tensorflow/tfjs";
