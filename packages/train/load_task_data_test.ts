import { describe, it } from "@bnlstm/testing";
import type { SequenceBatch } from "@bnlstm/data";
import assert from "node:assert/strict";
import { loadTaskData } from "./load_task_data.ts";
import { runConfigSchema } from "./run_config.ts";

const data = { imageSize: 7, trainExamples: 30, validExamples: 20, testExamples: 10 };

/** The first test image, as a batch. */
async function firstImage(given: Record<string, unknown>): Promise<SequenceBatch> {
  const task = await loadTaskData(runConfigSchema.parse({ ...given, data }));
  return [...task.pass("test", 1)][0] as SequenceBatch;
}

describe("loadTaskData()", () => {
  it("cuts MNIST to the sizes asked for", async () => {
    const task = await loadTaskData(runConfigSchema.parse({ data }));
    assert.deepEqual(task.sizes, { train: 30, valid: 20, test: 10 });
    assert.deepEqual(task.shape, { inputSize: 1, timeSteps: 49, classes: 10 });
    // The first test image is a seven.
    assert.deepEqual([...(await firstImage({})).labels], [7]);
  });

  it("permutes pixels for the permuted task alone", async () => {
    const { inputs: scan } = await firstImage({ task: "sequential-mnist" });
    const { inputs: permuted } = await firstImage({ task: "permuted-mnist" });
    assert.notDeepEqual(permuted, scan);
    assert.deepEqual(permuted.toSorted(), scan.toSorted());
  });

  it("looks where it is told", async () => {
    const baseUrl = new URL("./fixtures/", import.meta.url);
    await assert.rejects(
      loadTaskData(runConfigSchema.parse({}), { baseUrl }),
      /Cannot load MNIST: no file could be fetched/,
    );
  });
});
