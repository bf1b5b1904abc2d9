import {
  describe,
  describeOverMpi,
  it,
  type MpiLauncher,
  runRanks,
  THOROUGH,
  withGlobal,
} from "@bnlstm/testing";
import assert from "node:assert/strict";
import { connectMpi } from "./connect_mpi.ts";

const fixture = (
  name: string,
) => ["run", "-A", new URL(`fixtures/${name}.ts`, import.meta.url).pathname];

await describeOverMpi("connectMpi()", (launcher: MpiLauncher) => {
  // Three are more than there are cores on small machines: then they give way to each other.
  for (const size of THOROUGH ? [1, 2, 3, 4] : [1, 3]) {
    it(`makes every call on ${size} ranks`, async () => {
      const { status, stdout, stderr } = await runRanks(launcher, size, fixture("every_call"));
      assert.equal(status, 0, stderr);
      const results = stdout.trim().split("\n").map((line) => JSON.parse(line));
      results.sort((a, b) => a.rank - b.rank);
      const ranks = Array.from({ length: size }, (_, rank) => rank);
      const total = ranks.reduce((a, b) => a + b);
      for (const rank of ranks) {
        const { name, ...result } = results[rank];
        assert.match(name, new RegExp(`^${launcher.name} \\d+\\.\\d`));
        assert.deepEqual(result, {
          rank,
          size,
          doubles: [size * 2 ** -40 + total, size * 1e300],
          floats: [total + size],
          gathered: ranks.map((rank) => new Array(rank).fill(rank)),
          last: `from ${size - 1}`,
          empty: 0,
        });
      }
    });
  }

  it("ends all ranks when one waits for longer than the timeout", async () => {
    const startedAt = performance.now();
    const { status, stderr } = await runRanks(launcher, 2, fixture("late_rank"));
    assert.notEqual(status, 0);
    assert.match(
      stderr,
      /^Cannot go on: rank 0 of 2 waited 1 seconds for the others; one of them/m,
    );
    assert.equal(stderr.match(/^Cannot/gm)?.length, 1, stderr);
    assert.ok(performance.now() - startedAt < 10_000);
  });

  it("ends when the others do not even join", async () => {
    const { status, stderr } = await runRanks(launcher, 2, fixture("missing_rank"));
    assert.notEqual(status, 0);
    assert.match(stderr, /^Cannot use MPI: others .* did not join it within 1 seconds; start the/m);
  });

  for (const victim of THOROUGH ? [0, 1, 2] : [1]) {
    it(`says that rank ${victim} was killed, once, and ends the others`, async () => {
      const startedAt = performance.now();
      const command = [...fixture("killed_rank"), `${victim}`];
      const { status, stderr } = await runRanks(launcher, 3, command);
      assert.notEqual(status, 0);
      const sentence =
        `^Cannot go on: rank ${victim} of 3 \\(process \\d+\\) was killed, all end; try again$`;
      assert.match(stderr, new RegExp(sentence, "m"));
      assert.equal(stderr.match(/^Cannot/gm)?.length, 1, stderr);
      assert.ok(performance.now() - startedAt < 10_000);
    });
  }

  it("ends all ranks when one aborts", async () => {
    const startedAt = performance.now();
    const { status } = await runRanks(launcher, 2, fixture("aborting_rank"));
    assert.notEqual(status, 0);
    assert.ok(performance.now() - startedAt < 10_000);
  });

  it("refuses the launcher of another MPI, with which every rank would be alone", async () => {
    const other = { MPICH: "libmpi.so.40", "Open MPI": "libmpich.so.12" }[launcher.name]!;
    const { status, stderr } = await runRanks(launcher, 2, fixture("every_call"), {
      BNLSTM_MPI: other,
    });
    assert.notEqual(status, 0);
    assert.match(stderr, /Cannot use MPI: 2 processes were started together, but .* sees 1; start/);
  });
});

describe("connectMpi()", () => {
  it("says why the library that is named cannot be used", () => {
    Deno.env.set("BNLSTM_MPI", "no_such_library");
    try {
      assert.throws(
        () => connectMpi(),
        /Cannot use the MPI library that BNLSTM_MPI names: .*no_such_library/,
      );
    } finally {
      Deno.env.delete("BNLSTM_MPI");
    }
  });

  it("says which permission it needs, and what it found nowhere", async () => {
    const denied = () => ({ state: "denied" });
    const permissions = { querySync: denied, requestSync: denied };
    await withGlobal("Deno", { ...Deno, permissions }, () => {
      assert.throws(() => connectMpi(), /Cannot use MPI: it needs the permission --allow-ffi/);
    });
    const dlopen = () => {
      throw new Error("not found");
    };
    await withGlobal("Deno", { ...Deno, dlopen, permissions: Deno.permissions }, () => {
      assert.throws(() => connectMpi(), /there is none of libmpi_abi.*; install MPICH or Open MPI/);
    });
    await withGlobal("Deno", undefined, () => {
      assert.throws(() => connectMpi(), /Cannot use MPI: only Deno can open a library/);
    });
  });

  it("refuses options that are wrong before it looks for MPI", () => {
    const refused: [unknown, RegExp][] = [
      [{ timeout: 0 }, /^RangeError: Cannot use MPI: timeout must be a positive number, got 0$/],
      [{ timeout: "5" }, /^RangeError: Cannot use MPI: timeout must be .* got "5"$/],
      [{ timeout: 5, ifLost: 1 }, /^TypeError: Cannot use MPI: ifLost must be a string, got 1$/],
      [{ timeOut: 5 }, /^TypeError: Cannot use MPI: unknown option "timeOut"$/],
      [null, /^TypeError: Cannot use MPI: options must be an object, got null$/],
    ];
    for (const [options, message] of refused) {
      assert.throws(() => connectMpi(options as object), message);
    }
  });
});
