import "@bnlstm/backend-cpu";
import { setupWasm } from "@bnlstm/backend-wasm";
import { setupWebGpu } from "@bnlstm/backend-webgpu";
import { type ModelStatistics, recordStatistics } from "@bnlstm/core";
import type { SequenceBatch } from "@bnlstm/data";
import {
  assertClose,
  describe,
  describeOnWebGpu,
  it,
  type Tolerance,
  webGpuConformance,
} from "@bnlstm/testing";
import { dispose, setBackend, type TensorContainer } from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { batchGradients } from "../loop/_batch_gradients.ts";
import { readArrays } from "../checkpoint/named_arrays.ts";
import "@bnlstm/core/gradients";
import { loadTaskData } from "./load_task_data.ts";
import { runConfigSchema, type TaskName } from "../config/run_config.ts";
import type { TaskModel } from "../models/task_model.ts";
import { TASKS } from "./tasks.ts";

/** For each task whose sequences differ in length, how one of its batches gets more padding. */
const TASKS_WITH_PADDING: Partial<
  Record<TaskName, (batch: unknown, steps: number, garbage: number) => unknown>
> = {
  "language-id": padSequences,
  "surname-language": padSequences,
};

/** The batch with `steps` more steps, and `garbage` for every value of its padding. */
function padSequences(batch: unknown, steps: number, garbage: number): SequenceBatch {
  const { inputs, lengths, timeSteps, batchSize, inputSize, labels } = batch as SequenceBatch;
  assert.ok(lengths, "lengths differ");
  const padded = new Float32Array((timeSteps + steps) * batchSize * inputSize).fill(garbage);
  for (let b = 0; b < batchSize; b++) {
    for (let t = 0; t < lengths[b]; t++) {
      const at = (t * batchSize + b) * inputSize;
      padded.set(inputs.subarray(at, at + inputSize), at);
    }
  }
  return { inputs: padded, labels, lengths, timeSteps: timeSteps + steps, batchSize, inputSize };
}

/** Everything that a batch says: losses, statistics, and the gradient of every parameter. */
async function outcome(
  model: TaskModel<unknown>,
  batch: unknown,
  statistics: ModelStatistics,
): Promise<Record<string, number[]>> {
  const score = model.score(batch, { mode: "eval", statistics });
  const { scores, norm, gradients, batchStatistics } = batchGradients(model, batch, {
    noiseSeed: 3,
  });
  const arrays = await readArrays(gradients as Parameters<typeof readArrays>[0]);
  const found: Record<string, number[]> = {
    evaluated: [...await score.loss.data()],
    trained: [...await scores.data()],
  };
  for (const [name, { values }] of Object.entries(arrays)) {
    found[`gradient of ${name}`] = [...values];
  }
  for (const [cell, { sites, active }] of Object.entries(batchStatistics)) {
    const steps = active.findLastIndex((rows) => rows > 0) + 1;
    for (const [site, tensor] of Object.entries(sites)) {
      const [means, variances] = await tensor.array();
      found[`${site} of ${cell}`] = [means, variances].flatMap((table) =>
        table.slice(0, steps).flat()
      );
      tensor.dispose();
    }
  }
  dispose([score, scores, norm, gradients] as unknown as TensorContainer);
  return found;
}

/**
 * Declares the tests of a backend.
 *
 * @param prepare Sets it up.
 */
function changesNothing(
  backend: string,
  prepare: () => unknown,
  tolerance: Tolerance,
): void {
  for (const [task, pad] of Object.entries(TASKS_WITH_PADDING)) {
    it(`changes nothing of ${task}`, async () => {
      await prepare();
      assert.ok(await setBackend(backend));
      const config = runConfigSchema.parse({
        task,
        backend,
        model: { hiddenSize: 5, directions: 2 },
        training: { batchSize: 6 },
        statistics: { minShare: 0.5 },
      });
      const data = await loadTaskData(config);
      const model = TASKS[config.task].createModel(config, data.shape);
      const stream = data.stream({ batchSize: 6, seed: 2 });
      let statistics = model.createStatistics({ estimator: "pooled" });
      for (let batches = 0; batches < 2; batches++) {
        const score = model.score(stream.next(), { mode: "train" });
        statistics = await recordStatistics(statistics, score.batchStatistics!);
        dispose(score as unknown as TensorContainer);
      }
      const batch = stream.next();
      const expected = await outcome(model, batch, statistics);
      for (const [steps, garbage] of [[0, 0], [0, NaN], [7, 0], [7, -1e30]]) {
        const found = await outcome(model, pad(batch, steps, garbage), statistics);
        for (const [name, values] of Object.entries(expected)) {
          assertClose(found[name], values, tolerance, name);
        }
      }
      model.dispose();
    });
  }
}

/**
 * A thread or a GPU may add up in another order when there are more steps. With one thread and on Mesa's
 * software adapter nothing differs.
 */
const ROUNDING: Tolerance = { absolute: 1e-5, relative: 1e-5 };

describe("padding on cpu", () => {
  changesNothing("cpu", () => {}, { absolute: 0, relative: 0 });
});

describe("padding on wasm", () => {
  changesNothing("wasm", setupWasm, ROUNDING);
});

await describeOnWebGpu("padding on webgpu", () => {
  changesNothing("webgpu", webGpuConformance(setupWebGpu).prepare!, ROUNDING);
});
