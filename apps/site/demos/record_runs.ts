import { setupWasm } from "@bnlstm/backend-wasm";
import { loadTaskData, runConfigSchema, TrainingRun } from "@bnlstm/train";
import "@bnlstm/core/gradients";
import { setBackend } from "@tensorflow/tfjs-core";
import { experimentBase } from "../build/experiment_base.ts";
import { allSettings, nestedSettings, type Settings } from "../client/experiment.ts";
import type { TrainingNews } from "../client/training_session.ts";
import type { Demo } from "./demo.ts";

/** What a run tells on its way, as the page would hear it. */
export type RecordedRun = Pick<TrainingNews, "losses" | "evaluations">;

/** Makes the run of a demo with the demo's own settings, but for those given, and for so many updates. */
export async function recordRun(
  { tasks, overrides }: Pick<Demo, "tasks" | "overrides">,
  settings: Settings,
  steps: number,
): Promise<RecordedRun> {
  await setupWasm({ threads: 1 });
  await setBackend("wasm");
  const experiment = experimentBase(tasks, overrides);
  const all = allSettings(experiment, { ...settings, "training.steps": steps });
  const config = runConfigSchema.parse(nestedSettings(all));
  const run = TrainingRun.create(config, await loadTaskData(config));
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
