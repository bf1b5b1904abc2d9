import type { SequenceBatch } from "@bnlstm/data";
import {
  type Checkpoint,
  loadTaskData,
  restoreModel,
  type RunConfig,
  type TaskData,
} from "@bnlstm/train";
import { SequenceClassifier } from "@bnlstm/train/models";
import { TASKS } from "@bnlstm/train/tasks";
import { classifierGradientFlow, tanhRnnGradientFlow } from "@bnlstm/train/figures";
import "@bnlstm/core/gradients";
import { useBackend } from "../backend/use_backend.ts";
import { configWith } from "../config/resolve_config.ts";
import { blameInput, InputError } from "../input_error.ts";
import { modelName } from "../report/model_name.ts";
import { type Panel, writeFigure } from "../report/write_figure.ts";
import { locateData } from "../run/data_source.ts";
import { locateCheckpoint, readCheckpoint } from "../run/read_checkpoint.ts";
import { checkOutput } from "../run/write_output.ts";

/** Options of `figure gradient-flow`. */
export interface GradientFlowOptions {
  /** Path of the SVG file. */
  output: string;
  /** Pixels in a row of the digits that fresh models read. */
  imageSize: number;
  /** Rows of the batch. */
  batchSize: number;
  /** Seed of everything random. */
  seed: number;
}

/** γ of the RNN, as in the paper, and of the LSTM. */
const RNN_GAMMAS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
const LSTM_GAMMAS = [0.1, 0.5, 1];

/** Draws ‖∂loss/∂h_t‖ against t (the paper, figure 1), of fresh models or of a trained one. */
export async function drawGradientFlow(
  path: string | undefined,
  options: GradientFlowOptions,
): Promise<void> {
  await checkOutput(options.output);
  const panels = path === undefined ? await ofFreshModels(options) : [await ofRun(path, options)];
  await writeFigure(options.output, panels);
}

async function ofFreshModels(
  { imageSize, batchSize, seed }: GradientFlowOptions,
): Promise<Panel[]> {
  const configOf = (model: Record<string, string | number>) =>
    configWith({
      task: "sequential-mnist",
      imageSize,
      trainExamples: 1000,
      validExamples: 1,
      testExamples: 1,
      seed,
      ...model,
    });
  const config = configOf({});
  await useBackend("wasm", { threads: 1 });
  const data = await blameInput(() => loadTaskData(config));
  const batch = draw(data, batchSize, seed);
  const { classes } = data.shape;
  const { hiddenSize } = config.model;
  const rnn = RNN_GAMMAS.flatMap((gamma) => {
    const { norms } = tanhRnnGradientFlow({ gamma, hiddenSize, classes, seed }, batch);
    return points(`γ = ${gamma}`, norms);
  });
  const lstm = [];
  for (const gamma of [...LSTM_GAMMAS, undefined]) {
    const model = classifier(configOf(gamma ? { gamma } : { normalization: "none" }), data);
    const norms = await classifierGradientFlow(model, batch, seed);
    lstm.push(...points(gamma ? `BN-LSTM, γ = ${gamma}` : "LSTM", norms));
    model.dispose();
  }
  const colors = RNN_GAMMAS.map((gamma) => `hsl(${215 - 200 * gamma} 65% 55%)`);
  return [
    { ...FRAME, points: rnn, yLabel: `tanh RNN: ${FRAME.yLabel}`, colors, width: 480 },
    { ...FRAME, points: lstm, width: 480 },
  ];
}

async function ofRun(path: string, { batchSize, seed }: GradientFlowOptions): Promise<Panel> {
  const checkpoint: Checkpoint = await readCheckpoint(await locateCheckpoint(path));
  const { config, step } = checkpoint;
  await useBackend(config.backend);
  const { data } = await locateData(config, undefined, "checkpoint");
  const model = restoreModel(checkpoint);
  if (!(model instanceof SequenceClassifier)) {
    throw new InputError(`Cannot follow a gradient of ${path}: its task is not a classification`);
  }
  const batch = draw(data, batchSize, seed);
  if (batch.lengths) throw new InputError("Cannot follow a gradient: rows differ in length");
  const norms = await classifierGradientFlow(model, batch, seed);
  return { ...FRAME, points: points(`${modelName(config).name}, step ${step}`, norms) };
}

const FRAME = { xLabel: "t", yLabel: "norm of d loss / d h_t", logarithmic: true };

function points(curve: string, norms: Float64Array) {
  return [...norms].map((y, x) => ({ curve, x, y }));
}

function classifier(config: RunConfig, data: TaskData<unknown>): SequenceClassifier {
  return TASKS[config.task].createModel(config, data.shape) as SequenceClassifier;
}

/** Some rows of the training set, the same for every model. */
function draw(data: TaskData<unknown>, batchSize: number, seed: number): SequenceBatch {
  return data.stream({ batchSize, seed }).next() as SequenceBatch;
}
