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
import { TINY_RUNS, type TinyOutcome, trainTiny } from "../fixtures/tiny_runs.ts";
import "@bnlstm/core/gradients";
import type { ProcessGroup } from "./process_group.ts";
import { TrainingRun } from "./training_run.ts";

const PROGRAM = new URL("../fixtures/train_over_mpi.ts", import.meta.url).pathname;
const [RAGGED] = Object.keys(TINY_RUNS);

/** What one process makes of a run. */
const alone = async (name: string) => await trainTiny(await TINY_RUNS[name]());

function assertSame(actual: TinyOutcome, expected: TinyOutcome): void {
  // Float32 sums in another order, carried through 50 updates: four times what was seen.
  const tolerance = { absolute: 0, relative: 1e-4 };
  const losses = actual.losses.slice(-expected.losses.length);
  assertClose(losses, expected.losses, { absolute: 0, relative: 1e-6 }, "losses");
  assertClose([actual.test], [expected.test], { absolute: 0, relative: 1e-6 }, "test loss");
  for (const kind of ["parameters", "statistics"] as const) {
    assert.deepEqual(Object.keys(actual[kind]), Object.keys(expected[kind]));
    for (const [name, values] of Object.entries(expected[kind])) {
      assertClose(actual[kind][name], values, tolerance, name);
    }
  }
}

await describeOverMpi("training", (launcher) => {
  let folder: string;
  const file = (name: string) => join(folder, name);
  beforeAll(async () => {
    await setBackend("cpu");
    folder = await Deno.makeTempDir();
  });
  afterAll(() => Deno.remove(folder, { recursive: true }));

  const run = async (ranks: number, ...args: string[]) => {
    const { status, stderr } = await runRanks(launcher, ranks, ["run", "-A", PROGRAM, ...args]);
    assert.equal(status, 0, stderr);
    return JSON.parse(await Deno.readTextFile(args[3])) as TinyOutcome;
  };

  const names = THOROUGH ? Object.keys(TINY_RUNS) : [RAGGED];
  for (const name of names) {
    it(`on ${name} with ${launcher.severalRanks} ranks is as with one process`, async () => {
      const outcome = await run(launcher.severalRanks, name, "synchronized", "50", file("whole"));
      assertSame(outcome, await alone(name));
    });
  }

  if (launcher.severalRanks > 2) {
    it("goes on with another number of ranks", async () => {
      await run(2, RAGGED, "synchronized", "25", file("half"));
      const outcome = await run(
        launcher.severalRanks,
        RAGGED,
        "synchronized",
        "50",
        file("rest"),
        file("half"),
      );
      const whole = await alone(RAGGED);
      assertSame(outcome, {
        ...whole,
        losses: [...whole.losses.slice(25, 50), ...whole.losses.slice(51)],
      });
    });
  }

  it("with statistics of each rank's own rows keeps parameters the same and merges these", async () => {
    const { losses, statistics, test } = await run(2, RAGGED, "local", "50", file("local"));
    const whole = await alone(RAGGED);
    // A batch half as large is another experiment, with the same data.
    assert.notDeepEqual(losses, whole.losses);
    assert.ok(Math.abs(test - whole.test) < 0.2, `test loss ${test} beside ${whole.test}`);
    for (const name of Object.keys(whole.statistics).filter((name) => name.endsWith("count"))) {
      assert.deepEqual(statistics[name], whole.statistics[name], name);
    }
  });
}, "Open MPI");

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

  it("must have one configuration", async () => {
    await setBackend("cpu");
    const group = pair((text) => text.replace('"model.hiddenSize":"4"', '"model.hiddenSize":"5"'));
    assert.throws(() => TrainingRun.create(config, tinyTask(), { group }), {
      name: "TypeError",
      message:
        "Cannot train on several processes: model.hiddenSize must be the same on all, got 4 " +
        "on rank 0 and 5 on rank 1",
    });
  });

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
