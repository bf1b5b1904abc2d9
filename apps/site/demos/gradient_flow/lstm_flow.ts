import type { SequenceBatch } from "@bnlstm/data";
import { type RunConfig, TrainingRun } from "@bnlstm/train";
import { classifierGradientFlow, gateSaturation } from "@bnlstm/train/figures";
import { SequenceClassifier } from "@bnlstm/train/models";
import { eye, tensor3d, tile } from "@tensorflow/tfjs-core";
import { allSettings, type Experiment } from "../../client/experiment.ts";
import { prepareMachine } from "../../client/machine.ts";
import { parseSettings } from "../../client/training_session.ts";
import { loadDigits } from "../digits/load_digits.ts";
import type { Flow } from "./flow.ts";
import { FLOW_SEED } from "./flow_batch.ts";
import { type FlowSettings, runSettings } from "./flow_settings.ts";

/** The way back through a BN-LSTM or a plain one, as `bnlstm figure gradient-flow` computes it. */
export async function lstmFlow(
  batch: SequenceBatch,
  settings: FlowSettings,
  experiment: Experiment,
  assets: string,
): Promise<Flow> {
  await prepareMachine("wasm", 1, assets);
  const config = parseSettings(allSettings(experiment, runSettings(settings))) as RunConfig<
    "sequential-mnist"
  >;
  if (settings.updates > 0) return await trainedFlow(config, settings.updates, assets);
  const shape = { inputSize: 1, timeSteps: batch.timeSteps, classes: 10 };
  const model = SequenceClassifier.create(config, shape);
  if (settings.start === "identities") {
    model.parameters["layer0.wh"].assign(tile(eye(config.model.hiddenSize), [1, 4]));
  }
  const flow = await flowOf(model, batch);
  model.dispose();
  return flow;
}

async function trainedFlow(
  config: RunConfig<"sequential-mnist">,
  updates: number,
  assets: string,
): Promise<Flow> {
  const data = await loadDigits(config, assets);
  const run = TrainingRun.create(config, data);
  for await (const { type, step } of run.train()) if (type === "step" && step >= updates) break;
  const batch = data.stream({ batchSize: 32, seed: FLOW_SEED }).next() as SequenceBatch;
  const flow = await flowOf(run.model as SequenceClassifier, batch);
  run.dispose();
  return flow;
}

async function flowOf(model: SequenceClassifier, batch: SequenceBatch): Promise<Flow> {
  const norms = await classifierGradientFlow(model, batch, FLOW_SEED);
  const { inputs, timeSteps, batchSize, inputSize } = batch;
  const x = tensor3d(inputs, [timeSteps, batchSize, inputSize]);
  const gates = await gateSaturation(model.lstm, x);
  x.dispose();
  return { norms: [...norms], saturated: gates.map(({ gate, low, high }) => [gate, low + high]) };
}
