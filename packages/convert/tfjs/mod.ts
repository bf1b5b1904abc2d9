/**
 * Layers models of tfjs (`model.json` and weights), in and out.
 *
 * @module
 */

export * from "./export_tfjs.ts";
export * from "./import_tfjs.ts";
export { type ModelJson, type WeightEntry, weightPaths } from "./model_json.ts";
