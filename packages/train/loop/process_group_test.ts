import "@bnlstm/backend-cpu";
import {
  afterAll,
  assertClose,
  beforeAll,
  describe,
  describeOverMpi,
  it,
  runRanks,
  THOROUGH,
} from "@bnlstm/testing";
import { setBackend } from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { join } from "node:path";
import { tinyConfig, tinyTask } from "../fixtures/tiny_task.ts";
import { QUICK_TINY_RUNS, TINY_RUNS, type TinyOutcome, trainTiny } from "../fixtures/tiny_runs.ts";
import type { RanksJob } from "../fixtures/train_over_mpi.ts";
import "@bnlstm/core/gradients";
import type { SequenceBatch } from "@bnlstm/data";
import type { TaskName } from "../config/run_config.ts";
import manifest from "../deno.json" with { type: "json" };
import type { RowShare } from "../tasks/row_share.ts";
import type { ProcessGroup } from "./process_group.ts";
import { TrainingRun } from "./training_run.ts";

const PROGRAM = new URL("../fixtures/train_over_mpi.ts", import.meta.url).pathname;
/** Steps of a batch that some processes have no row left for. */
const RAGGED = "sequence-classification";
const STEPS = 50;

/**
 * The backend computes in float32, and sums of other rows first. Tolerances are about four times what that was seen
 * to do in 50 updates by gradient descent, which hides no factor of a gradient as other optimizers do.
 */
function assertSame(actual: TinyOutcome, expected: TinyOutcome, what: string): void {
  const close = { absolute: 0, relative: 5e-6 };
  assertClose(
    actual.losses.slice(-expected.losses.length),
    expected.losses,
    close,
    `losses of ${what}`,
  );
  assertClose([actual.test], [expected.test], close, `test loss of ${what}`);
  for (const kind of ["parameters", "statistics"] as const) {
    assert.deepEqual(Object.keys(actual[kind]), Object.keys(expected[kind]));
    for (const [name, values] of Object.entries(expected[kind])) {
      // An absolute part for what has just left zero; cells of long sequences differ most.
      const tolerance = { absolute: 1e-8, relative: kind === "parameters" ? 3e-5 : 4e-4 };
      assertClose(actual[kind][name], values, tolerance, `${name} of ${what}`);
    }
  }
}

await describeOverMpi("training", (launcher) => {
  let folder: string;
  beforeAll(async () => {
    await setBackend("cpu");
    folder = await Deno.makeTempDir();
  });
  afterAll(() => Deno.remove(folder, { recursive: true }));

  /** Does jobs one after the other: processes take longer to start than to train. */
  const train = async (ranks: number, ...jobs: RanksJob[]) => {
    const command = ["run", "-A", PROGRAM, folder, JSON.stringify(jobs)];
    const { stderr } = await runRanks(launcher, ranks, command);
    const outcomes: TinyOutcome[] = [];
    for (const { outcome } of jobs) {
      const file = join(folder, `${outcome}.json`);
      // There is none of a job that failed.
      outcomes.push(JSON.parse(await Deno.readTextFile(file).catch(() => "null")));
    }
    return { stderr, outcomes };
  };
  const alone = async (task: TaskName, steps = STEPS) => {
    const run = await TINY_RUNS[task]();
    run.config.training.steps = steps;
    return await trainTiny(run);
  };

  it("with 4 ranks is as with one process", async () => {
    const steps = (task: TaskName) => THOROUGH || task === RAGGED ? STEPS : 5;
    const jobs = QUICK_TINY_RUNS.map((task) => ({ task, steps: steps(task), outcome: task }));
    const { outcomes, stderr } = await train(4, ...jobs);
    for (const [i, { task, steps }] of jobs.entries()) {
      assert.ok(outcomes[i], stderr);
      assertSame(outcomes[i], await alone(task, steps), task);
    }
  });

  it("goes on with 3 ranks where 2 have stopped, with local statistics too, but not with NaN", async () => {
    const whole = await alone(RAGGED);
    const { outcomes: [, local], stderr } = await train(
      2,
      { task: RAGGED, steps: 25, outcome: "half" },
      { task: RAGGED, steps: STEPS, outcome: "local", statistics: "local" },
      { task: RAGGED, steps: STEPS, outcome: "spoiled", spoiled: 1 },
    );
    for (const rank of [0, 1]) {
      const sentence = `^rank ${rank}: Cannot train: .* is not finite at step 1`;
      assert.match(stderr, new RegExp(sentence, "m"));
    }
    const { outcomes: [rest], ...failure } = await train(
      3,
      { task: RAGGED, steps: STEPS, outcome: "rest", from: "half" },
    );
    assert.ok(rest, failure.stderr);
    const losses = [...whole.losses.slice(25, STEPS), ...whole.losses.slice(STEPS + 1)];
    assertSame(rest, { ...whole, losses }, "resumed");

    // With statistics of each rank's own rows, batches are half as large: another experiment, with the same data.
    assert.notDeepEqual(local.losses, whole.losses);
    const [difference, sentence] = [local.test - whole.test, `test loss ${local.test}`];
    assert.ok(Math.abs(difference) < 0.2, `${sentence} beside ${whole.test}`);
    for (const name of Object.keys(whole.statistics).filter((name) => name.endsWith("count"))) {
      assert.deepEqual(local.statistics[name], whole.statistics[name], name);
    }
  });
}, "MPICH");

describe("the rows of a rank", () => {
  it("can end before those of others", async () => {
    const { data } = await TINY_RUNS[RAGGED]();
    const timeSteps = (share?: RowShare) =>
      (data.stream({ batchSize: 8, seed: 1, share }).next() as SequenceBatch).timeSteps;
    const parts = [0, 1, 2, 3].map((rank) => timeSteps({ rank, size: 4 }));
    assert.equal(Math.max(...parts), timeSteps());
    assert.ok(Math.min(...parts) < timeSteps(), `${parts}`);
  });
});

describe("a group of processes", () => {
  const config = tinyConfig();
  /** A rank whose partner gives what `change` makes of what this one gives. */
  const pair = (change: (text: string) => string): ProcessGroup => ({
    rank: 0,
    size: 2,
    sum() {},
    gather: (bytes) => [
      bytes.slice(),
      new TextEncoder().encode(change(new TextDecoder().decode(bytes))),
    ],
    statistics: { size: 2, sum() {}, gather: () => [] },
  });

  for (
    const [name, own, other] of [
      ["model.hiddenSize", "4", "5"],
      ["version of bnlstm", manifest.version, "0.0.1"],
      ["shape.classes", "3", "4"],
    ]
  ) {
    it(`must have one ${name}`, async () => {
      await setBackend("cpu");
      const group = pair((text) => text.replace(`"${name}":"${own}"`, `"${name}":"${other}"`));
      assert.throws(() => TrainingRun.create(config, tinyTask(), { group }), {
        name: "TypeError",
        message: `Cannot train on several processes: ${name} must be the same on all, got ${own} ` +
          `on rank 0 and ${other} on rank 1`,
      });
    });
  }

  it("must have rows for all", () => {
    const group = { ...pair((text) => text), size: 9 };
    assert.throws(() => TrainingRun.create(config, tinyTask(), { group }), {
      name: "RangeError",
      message: "Cannot train on 9 processes: batch size must be at least 9, 1 for each, got 8",
    });
    const local = { ...pair((text) => text), size: 5, statistics: undefined };
    assert.throws(
      () => TrainingRun.create(config, tinyTask(), { group: local }),
      /must be at least 10, 2 for each, got 8/,
    );
  });
});
