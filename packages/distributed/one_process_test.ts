import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { oneProcess } from "./one_process.ts";

describe("oneProcess()", () => {
  it("gives back what it is given", () => {
    const alone = oneProcess();
    const values = Float64Array.of(1, 2);
    alone.sum(values);
    alone.barrier();
    assert.deepEqual([...values], [1, 2]);
    const bytes = Uint8Array.of(3, 4);
    assert.deepEqual(alone.gather(bytes), [bytes]);
    assert.notEqual(alone.broadcast(bytes), bytes);
    assert.deepEqual(alone.broadcast(bytes), bytes);
    assert.deepEqual([alone.rank, alone.size], [0, 1]);
    alone.finalize();
  });
});
