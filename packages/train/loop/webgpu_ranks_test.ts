import { assertClose, describeOnWebGpu, describeOverMpi, it, runRanks } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { join } from "node:path";
import type { TinyOutcome } from "../fixtures/tiny_runs.ts";
import type { RanksJob } from "../fixtures/train_over_mpi.ts";

const PROGRAM = new URL("../fixtures/train_over_mpi.ts", import.meta.url).pathname;
const NAME = "training on webgpu on several ranks";

if (await navigator.gpu?.requestAdapter()) {
  await describeOverMpi(NAME, (launcher) => {
    it("is as on cpu with statistics of each rank's own rows", async () => {
      const folder = await Deno.makeTempDir();
      const job = { task: "sequence-classification", steps: 5 } as const;
      const jobs: RanksJob[] = [
        { ...job, outcome: "cpu", statistics: "local" },
        { ...job, outcome: "webgpu", statistics: "local", backend: "webgpu" },
      ];
      const command = ["run", "-A", PROGRAM, folder, JSON.stringify(jobs)];
      const { stderr } = await runRanks(launcher, 2, command);
      const read = async (outcome: string): Promise<TinyOutcome> => {
        const text = await Deno.readTextFile(join(folder, `${outcome}.json`)).catch(() => "null");
        return JSON.parse(text);
      };
      const [expected, actual] = [await read("cpu"), await read("webgpu")];
      assert.ok(expected && actual, stderr);
      // Ten times what was seen on Mesa's software adapter.
      assertClose(actual.losses, expected.losses, { absolute: 0, relative: 1e-5 });
      await Deno.remove(folder, { recursive: true });
    });
  }, "Open MPI");
} else await describeOnWebGpu(NAME, () => {});
