import { loadTaskData, TrainingRun } from "@bnlstm/train";
import { TASK_NAMES } from "@bnlstm/train/config";
import "@bnlstm/core/gradients";
import { describe, it } from "@bnlstm/testing";
import { tidy } from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { useBackend } from "../backend/use_backend.ts";
import { CONFIG_FIELDS } from "./config_fields.ts";
import { resolveConfig } from "./resolve_config.ts";

/** What the loss must fall to, as a share of what it was. */
const FALL = 0.95;

const TASK = CONFIG_FIELDS.find(({ key }) => key === "task")!;

/**
 * The mean loss of three training batches, before training with the default settings and once it has fallen by a
 * twentieth, or after 50 steps.
 */
async function losses(task: string): Promise<[number, number]> {
  const { name } = await useBackend("wasm");
  const config = { ...resolveConfig(undefined, new Map([[TASK, task]])), backend: name };
  const data = await loadTaskData(config);
  const run = TrainingRun.create(config, data);
  const { batchSize } = config.training;
  // The loss of a batch says little beside that of another one: these stay the same.
  const stream = data.stream({ batchSize, seed: 5 });
  const batches = [stream.next(), stream.next(), stream.next()];
  const loss = () =>
    batches.map((batch) =>
      tidy(() => {
        const { loss, predictions } = run.model.score(batch, { mode: "train" });
        return loss.dataSync()[0] / predictions;
      })
    ).reduce((a, b) => a + b) / batches.length;
  const before = loss();
  let after = before;
  for await (const { type, step } of run.train()) {
    if (type !== "step" || step % 10 !== 0) continue;
    after = loss();
    if (after < FALL * before || step === 50) break;
  }
  run.dispose();
  return [before, after];
}

describe("the default settings", () => {
  for (const task of TASK_NAMES) {
    it(`learns ${task} in 50 steps`, async () => {
      const [before, after] = await losses(task);
      assert.ok(after < FALL * before, `loss ${before} before, ${after} after`);
    });
  }
});
