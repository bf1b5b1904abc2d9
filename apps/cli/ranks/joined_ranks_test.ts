import "@bnlstm/backend-cpu";
import { oneProcess } from "@bnlstm/distributed";
import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { InputError } from "../input_error.ts";
import { JoinedRanks } from "./joined_ranks.ts";

const withCores = (cores: number) => JoinedRanks.create({ ...oneProcess(), cores });

describe("JoinedRanks", () => {
  it("takes as many threads as there are cores for a rank, and at least one", async () => {
    assert.equal((await withCores(2.5)).threads("wasm", undefined), 2);
    assert.equal((await withCores(0.5)).threads("wasm", undefined), 1);
    assert.equal((await withCores(2)).threads("wasm", 3), 3);
    assert.equal((await withCores(2)).threads("cpu", undefined), undefined);
  });

  it("warns where more threads compute than there are cores", async () => {
    assert.equal((await withCores(1)).crowding(), undefined);
    assert.equal((await withCores(2)).crowding(2), undefined);
    assert.equal(
      (await withCores(2)).crowding(3),
      "each rank computes on 3 threads, and there are 2 cores for each: they will hinder each other",
    );
    assert.match((await withCores(1)).crowding(2)!, /on 2 threads, and there is 1 core for each/);
    assert.match((await withCores(2 / 3)).crowding()!, /on 1 thread, and there are 0.67 cores/);
  });

  it("refuses synchronized statistics where a backend waits for nobody within a step", async () => {
    const ranks = await withCores(1);
    assert.throws(() => ranks.group("webgpu", "synchronized"), (error) => {
      assert.ok(error instanceof InputError);
      assert.match(error.message, /"webgpu": its kernels cannot wait for other processes within/);
      return true;
    });
    assert.equal(ranks.group("webgpu", undefined).statistics, undefined);
    assert.notEqual(ranks.group("cpu", undefined).statistics, undefined);
    assert.equal(ranks.group("cpu", "local").statistics, undefined);
  });
});
