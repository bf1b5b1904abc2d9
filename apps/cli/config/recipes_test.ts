import { loadTaskData, TASK_NAMES, TrainingRun } from "@bnlstm/train";
import "@bnlstm/train/gradients";
import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { useBackend } from "../use_backend.ts";
import { CONFIG_FIELDS } from "./config_fields.ts";
import { resolveConfig } from "./resolve_config.ts";

const TASK = CONFIG_FIELDS.find(({ key }) => key === "task")!;

/** The mean losses of the first and the last 10 of 50 steps. */
async function losses(task: string): Promise<[number, number]> {
  const { name } = await useBackend("wasm");
  const recipe = resolveConfig(undefined, new Map([[TASK, task]]));
  const config = { ...recipe, backend: name, training: { ...recipe.training, logEvery: 10 } };
  const run = TrainingRun.create(config, await loadTaskData(config));
  const means: number[] = [];
  for await (const event of run.train()) {
    if (event.type === "log") means.push(event.recent.loss);
    if (event.step === 50 && means.length === 5) break;
  }
  run.dispose();
  return [means[0], means[4]];
}

describe("the default recipe", () => {
  for (const task of TASK_NAMES) {
    it(`learns ${task} in 50 steps`, async () => {
      const [first, last] = await losses(task);
      assert.ok(last < 0.97 * first, `loss ${first} in steps 1 to 10, ${last} in steps 41 to 50`);
    });
  }
});
