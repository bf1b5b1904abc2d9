import { describe, it } from "@bnlstm/testing";
import type { SequenceBatch } from "@bnlstm/data";
import assert from "node:assert/strict";
import { loadTaskData } from "./load_task_data.ts";
import { runConfigSchema } from "../config/run_config.ts";

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
    const baseUrl = new URL("../fixtures/", import.meta.url);
    await assert.rejects(
      loadTaskData(runConfigSchema.parse({}), { baseUrl }),
      /Cannot load MNIST: no file could be fetched/,
    );
  });

  it("reads paragraphs and surnames by symbol, and says which symbols training never showed", async () => {
    const paragraphs = await loadTaskData(runConfigSchema.parse({ task: "language-id" }));
    assert.deepEqual(paragraphs.sizes, { train: 1134, valid: 144, test: 144 });
    const { symbols, ...sizes } = paragraphs.shape;
    assert.deepEqual(sizes, { inputSize: 240, timeSteps: 685, classes: 24 });
    assert.equal(symbols?.length, 240);
    assert.deepEqual([...paragraphs.unseen!.valid], [["–", 2], ["Χ", 1]]);

    const surnames = await loadTaskData(runConfigSchema.parse({ task: "surname-language" }));
    assert.deepEqual(surnames.sizes, { train: 8323, valid: 1042, test: 1042 });
    assert.equal(surnames.shape.symbols?.length, surnames.shape.inputSize);
  });

  it("takes the languages it is told to", async () => {
    const given = { task: "language-id", data: { languages: " dan  swe nob" } };
    const { shape, sizes } = await loadTaskData(runConfigSchema.parse(given));
    assert.equal(shape.classes, 3);
    assert.ok(sizes.train > 100 && sizes.train < 150, `${sizes.train} paragraphs`);
    const data = { languages: "dan klingon" };
    await assert.rejects(
      loadTaskData(runConfigSchema.parse({ task: "language-id", data })),
      /Cannot load language-id: .*klingon/s,
    );
  });

  for (const batching of ["shuffled", "similar-lengths"]) {
    it(`draws ${batching} texts and resumes`, async () => {
      const config = runConfigSchema.parse({ task: "surname-language", data: { batching } });
      const task = await loadTaskData(config);
      const stream = task.stream({ batchSize: 20, seed: 3 });
      const drawn = () => stream.next() as SequenceBatch;
      const lengths = () => {
        const { lengths, timeSteps, batchSize } = drawn();
        return [...lengths ?? new Int32Array(batchSize).fill(timeSteps)];
      };
      let range = 0;
      for (let batches = 0; batches < 50; batches++) {
        const drawn = lengths();
        range += (Math.max(...drawn) - Math.min(...drawn)) / 50;
      }
      assert.ok(batching === "shuffled" ? range > 6 : range < 2, `range of lengths ${range}`);
      const state = JSON.parse(JSON.stringify(stream.state()));
      assert.deepEqual(task.resume(state).next(), drawn());
    });
  }

  it("refuses a folder for names that are a module", async () => {
    await assert.rejects(
      loadTaskData(runConfigSchema.parse({ task: "surname-language" }), { baseUrl: "file:///x" }),
      /Cannot load surname-language: its names are a module, .* file:\/\/\/x/,
    );
  });
});
