/**
 * Import and export of models (PyTorch, ONNX and tfjs), and of metrics for TensorBoard.
 *
 * Every reader returns a {@linkcode PortableModel} and every writer takes one, so that a model can be converted
 * from any format that is read to any that is written. `createModel` creates it on the current tfjs backend.
 *
 * @module
 */

export { checkpointModel } from "./checkpoint_model.ts";
export { captureModel, createModel } from "./live_model.ts";
export { decodeModel, encodeModel, isModelFile } from "./model_file.ts";
export { exportOnnx, type OnnxOptions } from "./onnx/export_onnx.ts";
export { type Head, type PortableModel, type PortableOptions } from "./portable_model.ts";
export { exportPyTorch, type PyTorchExportOptions } from "./pytorch/export_pytorch.ts";
export { importPyTorch, type PyTorchImportOptions } from "./pytorch/import_pytorch.ts";
export { eventFileHeader, type EventTime, scalarEvent } from "./tensorboard/event_file.ts";
export { exportTfjs, type TfjsFiles } from "./tfjs/export_tfjs.ts";
export { importTfjs } from "./tfjs/import_tfjs.ts";
export { type ModelJson, type WeightEntry, weightPaths } from "./tfjs/model_json.ts";
