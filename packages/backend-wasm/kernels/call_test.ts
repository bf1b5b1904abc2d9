import type { BnLstmAttributes } from "@bnlstm/core/kernels";
import { describe, it } from "@bnlstm/testing";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { Runtime } from "../runtime/runtime.ts";
import { callSizes } from "./call.ts";

describe("callSizes()", () => {
  it("takes one thread alone where there is little to do in a time step", async () => {
    const runtime = await Runtime.start({ threads: 2, shared: true, memoryBytes: 2 ** 20 });
    const schedule = { steps: 0, active: new Int32Array(1) };
    const threads = (batch: number, inputs: number, hidden: number) => {
      const tensor = (...shape: number[]) => ({ shape }) as unknown as TensorInfo;
      const attributes = { schedule, sites: {} } as unknown as BnLstmAttributes;
      const [x, h0] = [tensor(1, batch, inputs), tensor(batch, hidden)];
      return callSizes(runtime, x, h0, attributes).threads;
    };
    try {
      assert.equal(threads(8, 3, 16), 1);
      assert.equal(threads(32, 28, 64), 2);
      assert.equal(threads(1, 50, 1000), 2);
    } finally {
      runtime.stop();
    }
  });
});
