import "@bnlstm/core/gradients";
import { characterCorpus, type PredictionBatch } from "@bnlstm/data";
import { describe, it } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";
import { memory, setBackend } from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { decodeCheckpoint } from "../checkpoint/decode_checkpoint.ts";
import { encodeCheckpoint } from "../checkpoint/encode_checkpoint.ts";
import { TINY_CORPUS, tinyText, tinyTextConfig } from "../fixtures/tiny_text.ts";
import type { BatchPass } from "./task_data.ts";
import type { TrainingEvent } from "../loop/training_event.ts";
import { TrainingRun } from "../loop/training_run.ts";
import { characterTaskData } from "./character_task_data.ts";

await setBackend("cpu");

/** Targets of each row, read along time. */
function rows(pass: BatchPass<PredictionBatch>): number[][] {
  return [...pass].flatMap(({ targets, batchSize, timeSteps }) =>
    Array.from(
      { length: batchSize },
      (_, row) => Array.from({ length: timeSteps }, (_, step) => targets[step * batchSize + row]),
    )
  );
}

async function train(run: TrainingRun, until = Infinity): Promise<TrainingEvent[]> {
  const events: TrainingEvent[] = [];
  for await (const event of run.train()) {
    events.push(event);
    if (event.step === until && event.type === "log") break;
  }
  return events;
}

function losses(events: TrainingEvent[]): [number, number][] {
  return events.flatMap((event): [number, number][] =>
    event.type === "log" || event.type === "evaluation" ? [[event.step, event.metrics.loss]] : []
  );
}

describe("characterTaskData()", () => {
  const data = tinyText();
  const { valid, test, alphabet } = TINY_CORPUS;

  it("tells the model its symbols, and people what training never showed", () => {
    assert.deepEqual(data.shape, {
      inputSize: 8,
      timeSteps: 6,
      classes: 8,
      symbols: alphabet.symbols,
    });
    assert.deepEqual(data.unseen, {
      train: new Map(),
      valid: new Map(),
      test: new Map([["x", 1]]),
    });
    assert.deepEqual(data.sizes, { train: 37, valid: 9, test: 7 });
  });

  it("validates on windows end to end, each predicting all its symbols but the first", () => {
    const expected = Array.from({ length: 9 }, (_, i) => [...valid.slice(7 * i + 1, 7 * i + 7)]);
    for (const batchSize of [1, 4, 100]) {
      assert.deepEqual(rows(data.pass("valid", batchSize)), expected);
    }
    assert.equal(data.pass("valid", 4).batches, 3);
    assert.equal(data.pass("valid", 4).contiguous ?? false, false);
  });

  it("cuts windows of any length, and spreads them evenly over batches", () => {
    const { windows, batches, ...pass } = data.text!.windows("valid", 5, 5);
    assert.deepEqual([windows, batches], [13, 3]);
    assert.deepEqual([...pass].map(({ batchSize }) => batchSize), [4, 5, 4]);
    assert.deepEqual(
      rows(data.text!.windows("valid", 5, 5)).flat(),
      Array.from({ length: 13 }, (_, i) => [...valid.slice(5 * i + 1, 5 * i + 5)]).flat(),
    );
    assert.throws(
      () => data.text!.windows("valid", 1000, 5),
      /^RangeError: Cannot cut valid into windows of 1000 /,
    );
  });

  it("reads a part as one text, in which every symbol but the first is predicted", () => {
    const [whole] = rows(data.text!.contiguous("test", 1));
    // `x` is not predicted.
    assert.deepEqual(whole, [...test.slice(1)].map((id) => id === alphabet.size ? -1 : id));
    for (const streams of [2, 5, test.length - 1]) {
      const pass = data.text!.contiguous("test", streams);
      assert.equal(pass.contiguous, true);
      assert.equal([...pass].length, pass.batches);
      assert.equal(rows(pass).flat().filter((id) => id >= 0).length, test.length - 2);
    }
    assert.throws(
      () => data.text!.contiguous("test", test.length),
      new RangeError(
        `Cannot read test in streams: there must be 1 … ${test.length - 1}, got ${test.length}`,
      ),
    );
  });

  it("bounds the batches of a long text", () => {
    const train = "ab".repeat(25_000);
    const corpus = characterCorpus({ train, valid: "ab", test: train });
    const { data: config } = tinyTextConfig({ data: { windowLength: 2 } });
    for (const streams of [1, 7, 20_000]) {
      const pass = characterTaskData(corpus, config).text!.contiguous("test", streams);
      let [batches, predictions] = [0, 0];
      for (const { timeSteps, targets } of pass) {
        assert.ok(timeSteps * streams <= 10_000 + streams + 20_000);
        predictions += targets.filter((target) => target >= 0).length;
        batches++;
      }
      assert.deepEqual([batches, predictions], [pass.batches, train.length - 1]);
    }
  });

  it("uses as much of a part as it is told to", () => {
    const few = tinyText({ validCharacters: 15, testCharacters: 8 });
    assert.deepEqual(few.sizes, { train: 37, valid: 2, test: 1 });
    assert.equal(rows(few.text!.contiguous("test", 1)).flat().length, 7);
  });

  it("cuts at random places or always the same, as configured", () => {
    const starts = (segmentation: "random" | "fixed") => {
      // A random cut leaves room for one window less.
      const batchSize = segmentation === "fixed" ? 37 : 36;
      const stream = tinyText({ segmentation }).stream({ batchSize, seed: 1 });
      return Array.from({ length: 6 }, () =>
        rows({
          batches: 1,
          *[Symbol.iterator]() {
            yield stream.next();
          },
        }).map(String).sort().join("\n"));
    };
    assert.equal(new Set(starts("fixed")).size, 1);
    assert.ok(new Set(starts("random")).size > 2);
  });

  it("refuses a part in which nothing can be predicted", () => {
    const corpus = characterCorpus({
      train: "abc".repeat(30),
      valid: "abcabcabc",
      test: "xyzxyzxyz",
    });
    assert.throws(
      () => characterTaskData(corpus, tinyTextConfig().data),
      new RangeError("Cannot use the corpus: test has no symbol that the training text has"),
    );
  });

  it("restores its position, in the text it was made in", () => {
    const stream = data.stream({ batchSize: 8, seed: 3 });
    for (let i = 0; i < 6; i++) stream.next();
    const state = JSON.parse(JSON.stringify(stream.state()));
    const resumed = data.resume(state);
    for (let i = 0; i < 6; i++) assert.deepEqual(resumed.next(), stream.next());
    assert.throws(
      () => tinyText({ windowLength: 6 }).resume(state),
      new TypeError(
        "Cannot restore the run: windowLength of the training text must be 7, got 6",
      ),
    );
    assert.throws(
      () => tinyText({ segmentation: "fixed" }).resume(state),
      /^TypeError: Cannot restore the run: crop of the training text must be true, got false$/,
    );
  });

  it("trains in one go or in two with one result, to the bit, and leaves no tensors", async () => {
    const before = memory().numTensors;
    const config = tinyTextConfig();
    const whole = TrainingRun.create(config, data);
    const all = losses(await train(whole));
    const first = TrainingRun.create(config, data);
    const begun = losses(await train(first, 3));
    const bytes = await encodeCheckpoint(await first.checkpoint());
    const second = await TrainingRun.restore(await decodeCheckpoint(bytes), data);
    const rest = losses(await train(second));
    assert.deepEqual([...begun, ...rest], all);
    assert.deepEqual(
      await encodeCheckpoint(await second.checkpoint()),
      await encodeCheckpoint(await whole.checkpoint()),
    );
    for (const run of [whole, first, second]) run.dispose();
    assert.equal(memory().numTensors, before);
  });
});
