import "@bnlstm/backend-cpu";
import { setupWasm } from "@bnlstm/backend-wasm";
import { afterAll, beforeAll, describeOverMpi, it, runRanks, THOROUGH } from "@bnlstm/testing";
import { setBackend } from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { join } from "node:path";
import "@bnlstm/core/gradients";
import type { TaskName } from "../config/run_config.ts";
import { TINY_RUNS, type TinyOutcome, trainTiny } from "../fixtures/tiny_runs.ts";
import type { RanksJob } from "../fixtures/train_over_mpi.ts";

const PROGRAM = new URL("../fixtures/train_over_mpi.ts", import.meta.url).pathname;
const BACKENDS = ["cpu", "wasm"] as const;
type Backend = typeof BACKENDS[number];

/** How far two runs lie apart: the largest distance within an array, relative to its largest magnitude. */
interface Distances {
  losses: number;
  parameters: number;
  statistics: number;
}
const PARTS = ["losses", "parameters", "statistics"] as const;

/**
 * Training multiplies what rounding does, and each task as it is. How far a run on another backend lies, whose sums
 * have another order too, says how much; several processes may lie so many times as far from one.
 */
const FACTOR = 10;
/** Distances that are nothing, wherever the other backend lies. */
const NOTHING: Distances = { losses: 1e-6, parameters: 1e-5, statistics: 1e-5 };

function distances(actual: TinyOutcome, expected: TinyOutcome): Distances {
  const distance = (name: string, own: readonly number[], others: readonly number[]) => {
    assert.equal(own.length, others.length, name);
    const largest = Math.max(...others.map(Math.abs));
    const farthest = Math.max(...others.map((value, i) => Math.abs(own[i] - value)));
    // What has just left zero has no relative precision.
    return farthest / Math.max(largest, 1e-3);
  };
  const ofAll = (own: Record<string, number[]>, others: Record<string, number[]>) => {
    assert.deepEqual(Object.keys(own), Object.keys(others));
    return Math.max(...Object.keys(own).map((name) => distance(name, own[name], others[name])));
  };
  const losses = ({ losses, test }: TinyOutcome) => ({ losses, test: [test] });
  return {
    losses: ofAll(losses(actual), losses(expected)),
    parameters: ofAll(actual.parameters, expected.parameters),
    statistics: ofAll(actual.statistics, expected.statistics),
  };
}

/** A row of a Markdown table. */
const row = (...cells: string[]) => `| ${cells.join(" | ")} |`;
const show = (found: Distances) => PARTS.map((part) => found[part].toExponential(0)).join(", ");

if (THOROUGH) {
  await describeOverMpi("training for 50 updates", (launcher) => {
    // Each over one of the two: both add the same numbers.
    const sizes = launcher.name === "MPICH" ? [3] : [2, 4];
    let folder: string;
    beforeAll(async () => {
      folder = await Deno.makeTempDir();
      await setupWasm({ threads: 1 });
      console.log(
        row("task", "backend", "cpu beside wasm", ...sizes.map((size) => `${size} ranks`)),
      );
    });
    afterAll(() => Deno.remove(folder, { recursive: true }));

    const alone = async (task: TaskName, backend: Backend) => {
      await setBackend(backend);
      return await trainTiny(await TINY_RUNS[task]());
    };
    const together = async (task: TaskName, size: number) => {
      const jobs = BACKENDS.map((backend): RanksJob => ({
        task,
        backend,
        steps: 50,
        outcome: `${task} ${backend} ${size}`,
      }));
      const command = ["run", "-A", PROGRAM, folder, JSON.stringify(jobs)];
      const { status, stderr } = await runRanks(launcher, size, command);
      assert.equal(status, 0, stderr);
      return await Promise.all(
        jobs.map(async ({ outcome }): Promise<TinyOutcome> =>
          JSON.parse(await Deno.readTextFile(join(folder, `${outcome}.json`)))
        ),
      );
    };

    for (const task of Object.keys(TINY_RUNS) as TaskName[]) {
      it(`of ${task} is as with one process, but for what rounding does`, async () => {
        const [cpu, wasm] = [await alone(task, "cpu"), await alone(task, "wasm")];
        const rounding = distances(wasm, cpu);
        const found: Distances[][] = [[], []];
        for (const size of sizes) {
          const outcomes = await together(task, size);
          [cpu, wasm].forEach((expected, i) => found[i].push(distances(outcomes[i], expected)));
        }
        BACKENDS.forEach((backend, i) =>
          console.log(row(task, backend, show(rounding), ...found[i].map(show)))
        );
        for (const one of found.flat()) {
          for (const part of PARTS) {
            const allowed = Math.max(NOTHING[part], FACTOR * rounding[part]);
            assert.ok(one[part] <= allowed, `${part} lie ${one[part]} apart, not ${allowed}`);
          }
        }
      });
    }
  });
}
