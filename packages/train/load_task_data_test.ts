import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { loadTaskData } from "./load_task_data.ts";
import { runConfigSchema } from "./run_config.ts";

const data = { imageSize: 7, trainExamples: 30, validExamples: 20, testExamples: 10 };

async function firstImage(given: Record<string, unknown>): Promise<Float32Array> {
  const { test } = await loadTaskData(runConfigSchema.parse({ ...given, data: { ...data } }));
  return test.batch(new Int32Array([0])).inputs;
}

describe("loadTaskData()", () => {
  it("cuts MNIST to the sizes asked for", async () => {
    const task = await loadTaskData(runConfigSchema.parse({ data }));
    const sizes = Object.values(task).map(({ size, timeSteps }) => [size, timeSteps]);
    assert.deepEqual(sizes, [[30, 49], [20, 49], [10, 49]]);
    // The first test image is a seven.
    assert.deepEqual([...task.test.batch(new Int32Array([0])).labels], [7]);
  });

  it("permutes pixels for the permuted task alone", async () => {
    const [scan, permuted] = [
      await firstImage({ task: "sequential-mnist" }),
      await firstImage({ task: "permuted-mnist" }),
    ];
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
