import assert from "node:assert/strict";
import { it } from "./bdd.ts";
import { describeOverMpi, runRanks } from "./mpi_launchers.ts";

const PROGRAM = new URL("fixtures/conformance_over_mpi.ts", import.meta.url).pathname;

/**
 * Declares the conformance suite as a test of several processes that share each batch: together they must be
 * as close to the reference as one is.
 *
 * @param backend Name of the tfjs backend.
 */
export async function ranksConformance(backend: "cpu" | "wasm"): Promise<void> {
  await describeOverMpi(`fused BN-LSTM on ${backend}`, (launcher) => {
    const { severalRanks } = launcher;
    it(`passes the conformance suite on ${severalRanks} ranks`, async () => {
      const command = ["run", "-A", PROGRAM, backend];
      const { status, stderr } = await runRanks(launcher, severalRanks, command);
      assert.equal(status, 0, stderr);
    });
  }, backend === "cpu" ? "Open MPI" : "MPICH");
}
