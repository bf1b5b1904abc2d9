import { setupWasm } from "@bnlstm/backend-wasm";
import {
  type Checkpoint,
  type DataSource,
  loadTaskData,
  runConfigSchema,
  TrainingRun,
} from "@bnlstm/train";
import "@bnlstm/core/gradients";
import { setBackend } from "@tensorflow/tfjs-core";
import { experimentBase } from "../build/experiment_base.ts";
import { allSettings, nestedSettings, type Settings } from "../client/experiment.ts";
import type { Demo } from "./demo.ts";
import type { RecordedRun } from "./recorded_run.ts";

/** Makes the run of a demo with the demo's own settings, but for those given, and for so many updates. */
export async function recordRun(
  demo: Pick<Demo, "tasks" | "overrides">,
  settings: Settings,
  steps: number,
  source: DataSource = {},
): Promise<RecordedRun> {
  const run = await startRun(demo, settings, steps, source);
  const recorded: RecordedRun = { losses: [], evaluations: [] };
  const short = (value: number) => Number(value.toPrecision(4));
  for await (const event of run.train()) {
    if (event.type === "log") {
      const { recent: { loss }, metrics: { gradientNorm } } = event;
      recorded.losses.push([event.step, short(loss), short(gradientNorm)]);
    } else if (event.type === "evaluation") {
      const { accuracy, loss } = event.metrics;
      recorded.evaluations.push([event.step, short(accuracy), short(loss)]);
    }
  }
  run.dispose();
  return recorded;
}

/** A checkpoint of the run of a demo with its own settings, but for those given, after so many updates. */
export async function recordCheckpoint(
  demo: Pick<Demo, "tasks" | "overrides">,
  settings: Settings,
  steps: number,
  source: DataSource = {},
): Promise<Checkpoint> {
  const run = await startRun(demo, settings, steps, source);
  for await (const _ of run.train());
  const checkpoint = await run.checkpoint();
  run.dispose();
  return checkpoint;
}

async function startRun(
  { tasks, overrides }: Pick<Demo, "tasks" | "overrides">,
  settings: Settings,
  steps: number,
  source: DataSource,
): Promise<TrainingRun> {
  await setupWasm({ threads: 1 });
  await setBackend("wasm");
  const experiment = experimentBase(tasks, overrides);
  const all = allSettings(experiment, { ...settings, "training.steps": steps });
  const config = runConfigSchema.parse(nestedSettings(all));
  return TrainingRun.create(config, await loadTaskData(config, source));
}
