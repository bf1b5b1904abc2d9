import "@bnlstm/backend-cpu";
import * as convert from "@bnlstm/convert";
import { BatchNormLSTM } from "@bnlstm/core";
import { setBackend } from "@tensorflow/tfjs-core";
import { drawnModel } from "../../convert/fixtures/drawn_model.ts";
import { tinyConfig, tinyTask } from "../../train/fixtures/tiny_task.ts";
import { trained } from "./trained.ts";
import { rightCall as call, type RightCalls } from "./right_call.ts";

await setBackend("cpu");
const drawn = drawnModel({ inputSize: 2, hiddenSize: 1 }, { timeSteps: 2, outputs: 2 });
const model = () => structuredClone(drawn);
const lstm = BatchNormLSTM.create({ ...drawn.options, seed: 1 });
const { checkpoint, statistics } = await trained({ config: tinyConfig(), data: tinyTask() });
const time = () => ({ step: 1, wallTime: 1.5 });
const tfjs = convert.exportTfjs(drawn);
const pytorch = convert.exportPyTorch(drawn);
const file = convert.encodeModel(drawn);

/** Every function of `@bnlstm/convert`. */
export const CONVERT_CALLS: RightCalls = {
  captureModel: call(
    convert.captureModel,
    () => [lstm, model().statistics, model().head],
  ),
  checkpointModel: call(
    convert.checkpointModel,
    () => [checkpoint(), statistics()],
  ),
  createModel: call(
    (model, layout) => convert.createModel(model, layout).dispose(),
    () => [model(), { timeMajor: false }],
  ),
  decodeModel: call(convert.decodeModel, () => [file]),
  encodeModel: call(convert.encodeModel, () => [model()]),
  eventFileHeader: call(convert.eventFileHeader, () => [time()]),
  exportOnnx: call(convert.exportOnnx, () => [model(), { lengths: true, streaming: true }]),
  exportPyTorch: call(convert.exportPyTorch, () => [model(), { batchSize: 4 }]),
  exportTfjs: call(convert.exportTfjs, () => [model()]),
  importPyTorch: call(
    convert.importPyTorch,
    () => [pytorch, { prefix: "lstm.", reads: "every", epsilon: 1e-5, batchSize: 4 }],
  ),
  importTfjs: call(
    convert.importTfjs,
    () => [structuredClone(tfjs.modelJson), tfjs.weights],
  ),
  isModelFile: call(convert.isModelFile, () => [file]),
  scalarEvent: call(convert.scalarEvent, () => [time(), { "loss/train": 1 }]),
  weightPaths: call(convert.weightPaths, () => [structuredClone(tfjs.modelJson)]),
};
