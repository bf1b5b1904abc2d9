import "@bnlstm/core/gradients";
import { describe, it } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";
import { memory, setBackend, Tensor } from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import { decodeCheckpoint } from "../checkpoint/decode_checkpoint.ts";
import { encodeCheckpoint } from "../checkpoint/encode_checkpoint.ts";
import { tinyConfig, tinySets, tinyTask } from "../fixtures/tiny_task.ts";
import { loadTaskData } from "../tasks/load_task_data.ts";
import { readSafetensors } from "../checkpoint/read_safetensors.ts";
import type { CheckpointEvent, LogEvent, TrainingEvent } from "./training_event.ts";
import { sequenceTaskData } from "../tasks/sequence_task_data.ts";
import { TrainingRun } from "./training_run.ts";

await setBackend("cpu");
const task = tinyTask();

/** Trains until the end, or until the signal is aborted by `look`. */
async function train(
  run: TrainingRun,
  look: (event: TrainingEvent, controller: AbortController) => void = () => {},
): Promise<TrainingEvent[]> {
  const controller = new AbortController();
  const events: TrainingEvent[] = [];
  for await (const event of run.train(controller.signal)) {
    events.push(event);
    look(event, controller);
  }
  return events;
}

/** Events without what depends on the clock, and with the checksums of checkpoints. */
function untimed(events: TrainingEvent[]): unknown[] {
  return events.map((event) =>
    event.type === "checkpoint"
      ? { ...event, bytes: readSafetensors(event.bytes).metadata.sha256 }
      : { ...event, timing: undefined }
  );
}

function summary(events: TrainingEvent[]): string[] {
  return events.map((event) =>
    event.type === "checkpoint"
      ? `${event.step} ${event.names.join()}`
      : event.type === "done"
      ? `${event.step} done ${event.reason}`
      : `${event.step} ${event.type}`
  );
}

/** What a process that died after its last checkpoint finds. */
function lastCheckpoint(events: TrainingEvent[]): Promise<Checkpoint> {
  const { bytes } = events.findLast((event): event is CheckpointEvent =>
    event.type === "checkpoint" && event.names.includes("last")
  )!;
  return decodeCheckpoint(bytes);
}

describe("TrainingRun", () => {
  it("steps, evaluates and saves when its configuration says so", async () => {
    const config = tinyConfig({
      training: { steps: 7, evaluateEvery: 3, checkpointEvery: 2, keepCheckpoints: 2, logEvery: 5 },
    });
    const run = TrainingRun.create(config, task);
    const events = await train(run);
    const expected = [
      ...["1 step", "2 step", "2 last,step-2", "3 step", "3 evaluation"],
      ...["4 step", "4 last,step-4", "5 step", "5 log", "6 step", "6 evaluation"],
      "6 last,step-6",
      ...["7 step", "7 evaluation", "7 last", "7 done steps"],
    ];
    // Where "best" is saved depends on what was learned.
    const best = new Set<string>();
    const withoutBest = summary(events).flatMap((line) => {
      if (!line.includes("best")) return [line];
      best.add(line.split(" ")[0]);
      const rest = line.replace(/best,?/, "");
      return /^\d+ $/.test(rest) ? [] : [rest];
    });
    assert.deepEqual(withoutBest, expected);
    const improved = events.filter((event) => event.type === "evaluation" && event.best);
    assert.deepEqual([...best], improved.map(({ step }) => String(step)));
    assert.ok(best.has("3"), "the first evaluation is the best so far");
    assert.equal(run.step, 7);
  });

  it("repeats itself to the bit", async () => {
    const [first, second] = [
      await train(TrainingRun.create(tinyConfig(), task)),
      await train(TrainingRun.create(tinyConfig(), task)),
    ];
    assert.deepEqual(untimed(first), untimed(second));
    const other = await train(TrainingRun.create(tinyConfig({ training: { seed: 2 } }), task));
    assert.notDeepEqual(untimed(first), untimed(other));
  });

  it("makes 40 steps, or 20 and after a restart 20 more, with one result", async () => {
    const config = tinyConfig({
      optimizer: { name: "adam", schedule: "cosine", warmupSteps: 25 },
      training: { steps: 40, evaluateEvery: 10, checkpointEvery: 20 },
    });
    const ragged = tinyTask(true);
    const events = await train(TrainingRun.create(config, ragged));

    const interrupted = TrainingRun.create(config, ragged);
    const before: TrainingEvent[] = [];
    // Killed after step 23: what follows the checkpoint is lost.
    for await (const event of interrupted.train()) {
      before.push(event);
      if (event.step === 23) break;
    }
    interrupted.dispose();
    const saved = await lastCheckpoint(before);
    const restored = await TrainingRun.restore(saved, tinyTask(true));
    assert.equal(restored.step, 20);
    assert.ok(saved.best);
    assert.deepEqual(restored.best, saved.best);
    const after = await train(restored);
    const kept = before.filter(({ step }) => step <= 20);
    assert.deepEqual(untimed([...kept, ...after]), untimed(events));
  });

  it("finishes a step when aborted, saves, and goes on from there", async () => {
    const config = tinyConfig();
    const whole = await train(TrainingRun.create(config, task));
    const before = await train(
      TrainingRun.create(config, task),
      (event, controller) => event.step === 3 && controller.abort(),
    );
    assert.deepEqual(summary(before.slice(-2)), ["3 last", "3 done aborted"]);
    const after = await train(await TrainingRun.restore(await lastCheckpoint(before), task));
    assert.deepEqual(untimed([...before.slice(0, -2), ...after]), untimed(whole));
  });

  it("ends the same to the bit where the last evaluation was aborted and made again", async () => {
    const config = tinyConfig();
    const { steps } = config.training;
    const whole = await train(TrainingRun.create(config, task));
    const before = await train(
      TrainingRun.create(config, task),
      ({ type, step }, controller) => type === "log" && step === steps && controller.abort(),
    );
    const checkpoint = await lastCheckpoint(before);
    assert.deepEqual([checkpoint.step, checkpoint.evaluatedAt], [steps, 4]);
    const after = await train(await TrainingRun.restore(checkpoint, task));
    assert.deepEqual(await lastCheckpoint(after), await lastCheckpoint(whole));
  });

  it("makes an evaluation again that was aborted", async () => {
    const config = tinyConfig({ training: { steps: 4 } });
    const whole = await train(TrainingRun.create(config, task));
    // Aborted after step 4, when its evaluation is due.
    const before = await train(
      TrainingRun.create(tinyConfig({ training: { steps: 5 } }), task),
      (event, controller) => event.step === 4 && controller.abort(),
    );
    assert.deepEqual(summary(before.slice(-3)), ["4 log", "4 last", "4 done aborted"]);
    const saved = await lastCheckpoint(before);
    const after = await train(await TrainingRun.restore({ ...saved, config }, task));
    assert.deepEqual(untimed(after.slice(0, 1)), untimed(whole.slice(-3, -2)));
  });

  it("stops when validation does not improve any more", async () => {
    const config = tinyConfig({
      optimizer: { learningRate: 1e-30 },
      training: { steps: 50, evaluateEvery: 1, patience: 3 },
      statistics: { decay: 0 },
      model: { normalization: "none", initialStateNoise: 0 },
    });
    const events = await train(TrainingRun.create(config, task));
    assert.deepEqual(summary(events.slice(-3)), ["4 evaluation", "4 last", "4 done patience"]);
  });

  it("goes on after its end only for more steps", async () => {
    const config = tinyConfig({ training: { steps: 4 } });
    const saved = await lastCheckpoint(await train(TrainingRun.create(config, task)));
    const ended = await train(await TrainingRun.restore(saved, task));
    assert.deepEqual(summary(ended), ["4 done steps"]);
    const longer = { ...saved, config: tinyConfig({ training: { steps: 5 } }) };
    const more = await train(await TrainingRun.restore(longer, task));
    assert.equal(summary(more)[0], "5 step");
    assert.equal(summary(more).at(-1), "5 done steps");
  });

  it("saves at any moment, also before the first step", async () => {
    const config = tinyConfig({ training: { steps: 2, evaluateEvery: 2 } });
    const run = TrainingRun.create(config, task);
    const bytes = await encodeCheckpoint(await run.checkpoint());
    const restored = await TrainingRun.restore(await decodeCheckpoint(bytes), task);
    assert.deepEqual(untimed(await train(restored)), untimed(await train(run)));
  });

  it("lets timers and signals in while it trains", async () => {
    let fired = 0;
    const timer = setInterval(() => fired++, 0);
    const config = tinyConfig({ training: { steps: 10, evaluateEvery: 10, checkpointEvery: 10 } });
    await train(TrainingRun.create(config, task));
    clearInterval(timer);
    assert.ok(fired >= 10, `${fired} times in 10 steps`);
  });

  it("waits for the backend when there is something to log, or when it is eight steps behind", async () => {
    for (const [logEvery, stepsAhead] of [[3, 3], [20, 8]]) {
      const config = tinyConfig({
        training: { steps: 20, logEvery, evaluateEvery: 20, checkpointEvery: 20 },
      });
      const expected = await train(TrainingRun.create(config, task));
      const { data } = Tensor.prototype;
      let answer = () => {};
      const answered = new Promise<void>((resolve) => answer = resolve);
      // A backend whose reads are not answered yet.
      Tensor.prototype.data = async function (...args) {
        const values = data.apply(this, args);
        await answered;
        return values as never;
      };
      try {
        const events = TrainingRun.create(config, task).train();
        const seen: TrainingEvent[] = [];
        while (seen.length < stepsAhead) seen.push((await events.next()).value!);
        assert.deepEqual(summary(seen), seen.map((_, i) => `${i + 1} step`));
        const next = events.next();
        const waits = new Promise((resolve) => setTimeout(() => resolve("waits"), 50));
        assert.equal(await Promise.race([next, waits]), "waits");
        answer();
        seen.push((await next).value!);
        for await (const event of events) seen.push(event);
        assert.deepEqual(untimed(seen), untimed(expected));
      } finally {
        Tensor.prototype.data = data;
      }
    }
  });

  it("holds as many tensors after many steps as after one, and none in the end", async () => {
    const before = memory().numTensors;
    const run = TrainingRun.create(tinyConfig(), task);
    const held: number[] = [];
    await train(run, () => held.push(memory().numTensors));
    // From the first evaluation on, the statistics of the three sites too.
    assert.deepEqual([...new Set(held)], [held[0], held[0] + 3], held.join());
    run.dispose();
    assert.equal(memory().numTensors, before);
  });

  it("refuses what it cannot train", () => {
    assert.throws(
      () => TrainingRun.create(tinyConfig({ training: { batchSize: 1 } }), task),
      new RangeError(
        "Cannot train: batch size must be at least 2 for batch statistics, got 1",
      ),
    );
    TrainingRun.create(
      tinyConfig({ training: { batchSize: 1 }, model: { normalization: "none" } }),
      task,
    ).dispose();
    assert.throws(
      () => TrainingRun.create({ ...tinyConfig(), backend: "wasm" }, task),
      new TypeError(`Cannot train: backend "wasm" is not the current one, got "cpu"`),
    );
  });

  it("refuses a checkpoint of another data set or batch size", async () => {
    const saved = await TrainingRun.create(tinyConfig(), task).checkpoint();
    const { train: _, ...rest } = tinySets();
    const other = sequenceTaskData({ train: rest.valid, ...rest });
    await assert.rejects(TrainingRun.restore(saved, other), {
      name: "TypeError",
      message: "Cannot restore the run: trainExamples must be 40, got 20",
    });
    const config = tinyConfig({ training: { batchSize: 4 } });
    await assert.rejects(TrainingRun.restore({ ...saved, config }, task), {
      message: "Cannot restore the run: batchSize must be 8, got 4",
    });
  });

  it("learns real digits", async () => {
    const config = tinyConfig({
      data: { imageSize: 7, trainExamples: 320, validExamples: 50, testExamples: 50 },
      optimizer: { learningRate: 0.03 },
      training: { batchSize: 16, steps: 24, evaluateEvery: 24, evaluationBatchSize: 50 },
    });
    const run = TrainingRun.create(config, await loadTaskData(config));
    const losses = (await train(run))
      .filter((event): event is LogEvent => event.type === "log")
      .map(({ metrics }) => metrics.loss);
    const mean = (values: number[]) => values.reduce((sum, x) => sum + x) / values.length;
    const [first, last] = [mean(losses.slice(0, 5)), mean(losses.slice(-5))];

    assert.ok(last < first - 0.1, `${first} to ${last}`);
  });
});
