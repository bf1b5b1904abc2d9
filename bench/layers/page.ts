/**
 * Times layers in a page: `layerTimes` takes a `LayerTask`.
 *
 * @module
 */

import { layerTimes } from "./layer_times.ts";

Object.assign(globalThis, { layerTimes });
