import {
  estimatePopulation,
  evaluate,
  NonFiniteError,
  type TaskData,
  type TaskModel,
  TrainingRun,
} from "@bnlstm/train";
import { LayerNormLstm } from "./layer_norm_lstm.ts";
import type { Measurement } from "./measurement.ts";
import { type Choice, type Model, runConfig } from "./setting.ts";

/** A run to be made. */
export interface Plan {
  /** The comparison it belongs to. */
  setting: string;
  /** What is trained. */
  model: Model;
  /** How. */
  choice: Choice;
  /** Seed of everything random. */
  seed: number;
}

/**
 * Trains once, and tests with population statistics at the end. A loss that is not finite ends the run and is no error:
 * the search goes on.
 */
export async function measure(plan: Plan, data: TaskData<unknown>): Promise<Measurement> {
  const config = runConfig(plan.setting, plan.model, plan.choice, plan.seed);
  const result: Measurement = { ...plan, training: [], validation: [], seconds: 0 };
  const started = performance.now();
  const run = plan.model === "LN-LSTM"
    ? TrainingRun.create(
      config,
      data,
      {
        model: new LayerNormLstm(config, data.shape.inputSize, data.shape.classes) as TaskModel<
          unknown
        >,
      },
    )
    : TrainingRun.create(config, data);
  try {
    for await (const event of run.train()) {
      if (event.type === "log") {
        const { loss } = event.recent;
        result.training.push([event.step, round(loss), round(event.metrics.gradientNorm)]);
      }
      if (event.type === "evaluation") {
        const { loss, accuracy } = event.metrics;
        result.validation.push([event.step, round(loss), round(accuracy)]);
      }
    }
    const statistics = await estimatePopulation(run.model, data, config);
    const pass = data.pass("test", config.training.evaluationBatchSize);
    const { loss, accuracy } = await evaluate(run.model, pass, statistics);
    result.test = [round(loss), round(accuracy)];
  } catch (error) {
    if (!(error instanceof NonFiniteError)) throw error;
    result.failure = error.message;
  } finally {
    run.dispose();
  }
  result.seconds = Math.round((performance.now() - started) / 1000);
  return result;
}

function round(value: number): number {
  return Number(value.toPrecision(5));
}
