import "@bnlstm/core/gradients";
import type { QuestionBatch } from "@bnlstm/data";
import { afterEach, describe, it } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";
import { memory, setBackend } from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { tinyQuestions, tinyReaderConfig } from "../fixtures/tiny_questions.ts";
import { readSafetensors } from "../checkpoint/read_safetensors.ts";
import type { TaskData } from "./task_data.ts";
import { decodeCheckpoint } from "../checkpoint/decode_checkpoint.ts";
import type { CheckpointEvent, TrainingEvent } from "../loop/training_event.ts";
import { TrainingRun } from "../loop/training_run.ts";
import { questionAnswering } from "./_question_answering.ts";

await setBackend("cpu");
const realFetch = globalThis.fetch;

const file = (number: number) =>
  [
    `http://example.org/${number}`,
    `@entity1 ran . @entity${number % 2 ? 7 : 0} slept all day . it was late .`,
    "@placeholder slept",
    `@entity${number % 2 ? 7 : 0}`,
    ["@entity0:Ada", "@entity1:Charles", "@entity7:Grace", ""].join("\n"),
  ].join("\n\n");

/** The official files: 4 to train on, 2 to validate and 1 to test, and what else lies there. */
const folders: Record<string, number> = { training: 4, validation: 2, test: 1 };

function serve(): void {
  globalThis.fetch = (url) => {
    const [, number] = /^mem:\/\/cnn\/\w+\/(\d)\.question$/.exec(String(url))!;
    return Promise.resolve(new Response(file(Number(number))));
  };
}

function listFiles(folder: URL): Promise<string[]> {
  const [name] = folder.pathname.split("/").slice(-2);
  const count = folders[name] ?? 0;
  const names = Array.from({ length: count }, (_, number) => `${number}.question`);
  return Promise.resolve(["README", ...names.reverse()]);
}

const source = { baseUrl: "mem://cnn", listFiles };
const load = questionAnswering.load.bind(questionAnswering);

/** Everything a run does, without what depends on the clock. */
async function events(run: TrainingRun, until = Infinity): Promise<TrainingEvent[]> {
  const seen: TrainingEvent[] = [];
  for await (const event of run.train()) {
    seen.push(event);
    if (event.step === until) break;
  }
  return seen;
}

function untimed(events: TrainingEvent[]): unknown[] {
  return events.map((event) =>
    event.type === "checkpoint"
      ? { ...event, bytes: readSafetensors(event.bytes).metadata.sha256 }
      : { ...event, timing: undefined }
  );
}

describe("questionAnswering", () => {
  afterEach(() => {
    globalThis.fetch = realFetch;
  });

  it("makes questions from Brown, with what simple rules reach", async () => {
    const config = tinyReaderConfig({ data: { sentences: 4, words: 100 } });
    const { shape, sizes, baselines } = await load(config, {});
    assert.deepEqual(sizes, { train: 5681, valid: 299, test: 318 });
    const { symbols, ...numbers } = shape;
    assert.deepEqual(numbers, {
      inputSize: 44 + 2 + 100,
      timeSteps: 543,
      queryTimeSteps: 151,
      classes: 44,
    });
    assert.equal(symbols!.length, 146);
    assert.deepEqual(symbols!.slice(43, 48), ["@entity43", "@placeholder", "@unseen", "the", ","]);
    assert.deepEqual(Object.keys(baselines!.test), [
      "most frequent entity",
      "last entity",
      "random entity",
    ]);
    assert.equal(baselines!.test["most frequent entity"].toFixed(3), "0.553");
  });

  it("reads the official files in the order of their names", async () => {
    serve();
    const config = tinyReaderConfig({ data: { sentences: 0 } });
    const { shape, sizes, pass } = await load(config, source);
    assert.deepEqual(sizes, { train: 4, valid: 2, test: 1 });
    assert.deepEqual([shape.timeSteps, shape.queryTimeSteps, shape.classes], [12, 2, 2]);
    const [batch] = pass("valid", 2) as Iterable<QuestionBatch>;
    // The second word is an entity in all, the one before "slept" answers.
    const { ids } = batch.document;
    assert.deepEqual([...batch.answers], [ids[3 * 2], ids[3 * 2 + 1]]);

    const short = await load(tinyReaderConfig({ data: { sentences: 1 } }), source);
    assert.equal(short.shape.timeSteps, 5);
  });

  it("refuses folders without questions, and sources that cannot be listed", async () => {
    const config = tinyReaderConfig();
    await assert.rejects(load(config, { baseUrl: "mem://cnn" }), {
      message: "Cannot load questions: the files of mem://cnn/training/ cannot be listed here",
    });
    const empty = { ...source, listFiles: () => Promise.resolve(["notes.txt"]) };
    await assert.rejects(load(config, empty), {
      message: "Cannot load questions: mem://cnn/training/ has no .question files",
    });
  });

  it("shuffles entities anew in each epoch and for each seed, but not in evaluation", async () => {
    serve();
    const all = async (seed: number) =>
      await load(tinyReaderConfig({ training: { seed } }), source);
    const [first, second] = [await all(1), await all(2)];
    const answers = ({ pass }: TaskData<QuestionBatch>) =>
      [...pass("valid", 1)].map(({ answers }) => answers[0]);
    assert.deepEqual(answers(first), answers(second));
    const drawn = (data: TaskData<QuestionBatch>) => {
      const stream = data.stream({ batchSize: 4, seed: 1 });
      return Array.from({ length: 12 }, () => stream.next().document.ids.join());
    };
    assert.ok(new Set(drawn(first)).size > 3);
    assert.deepEqual(drawn(first), drawn(await all(1)));
    assert.notDeepEqual(drawn(first), drawn(second));
  });

  it("is trained in one go, or with an interruption, to the same bits", async () => {
    const data = await tinyQuestions();
    const config = tinyReaderConfig({
      model: { inputStatistics: "sequence" },
      optimizer: { name: "adam" },
      // Across the end of an epoch of 5 batches, whose entities are then shuffled anew.
      training: { steps: 12, checkpointEvery: 4 },
    });
    const whole = await events(TrainingRun.create(config, data));
    const before = await events(TrainingRun.create(config, data), 7);
    const { bytes } = before.findLast((event): event is CheckpointEvent =>
      event.type === "checkpoint" && event.names.includes("last")
    )!;
    const restored = await TrainingRun.restore(await decodeCheckpoint(bytes), data);
    assert.equal(restored.step, 4);
    const after = await events(restored);
    const kept = before.filter(({ step }) => step <= 4);
    assert.deepEqual(untimed([...kept, ...after]), untimed(whole));
  });

  it("learns, and holds as many tensors after many steps as after one", async () => {
    const data = await tinyQuestions();
    const config = tinyReaderConfig({
      model: { hiddenSize: 8, inputStatistics: "sequence" },
      optimizer: { learningRate: 0.03 },
      training: { steps: 40, evaluateEvery: 40, checkpointEvery: 40 },
    });
    const before = memory().numTensors;
    const run = TrainingRun.create(config, data);
    const held = new Set<number>();
    const losses: number[] = [];
    for await (const event of run.train()) {
      if (event.type !== "log") continue;
      held.add(memory().numTensors);
      losses.push(event.metrics.loss);
    }
    assert.equal(held.size, 1, [...held].join());
    const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
    const [first, last] = [mean(losses.slice(0, 5)), mean(losses.slice(-5))];
    assert.ok(last < 0.8 * first, `${first} to ${last}`);
    run.dispose();
    assert.equal(memory().numTensors, before);
  });
});
