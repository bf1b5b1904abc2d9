/**
 * Import and export of layers models of tfjs (`model.json` and weights).
 *
 * @module
 */

export * from "./export_tfjs.ts";
export * from "./import_tfjs.ts";
export { type ModelJson, type WeightEntry, weightPaths } from "./model_json.ts";
