import assert from "node:assert/strict";
import { it } from "./bdd.ts";
import { describeOverMpi, runRanks } from "./mpi_launchers.ts";

const PROGRAM = new URL("fixtures/conformance_over_mpi.ts", import.meta.url).pathname;

/**
 * Declares the conformance suite as a test of several processes that share each batch: together they must be
 * as close to the reference as one is.
 *
 * @param backend Name of the tfjs backend.
 * @param sizes Numbers of processes.
 */
export async function ranksConformance(backend: "cpu" | "wasm", sizes: number[]): Promise<void> {
  await describeOverMpi(`fused BN-LSTM on ${backend}`, (launcher) => {
    for (const size of sizes) {
      it(`passes the conformance suite on ${size} ranks`, async () => {
        const { status, stderr } = await runRanks(launcher, size, ["run", "-A", PROGRAM, backend]);
        assert.equal(status, 0, stderr);
      });
    }
  });
}
