import { conformance, describe, it } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { bnLstm } from "./op.ts";

conformance({
  backend: "cpu",
  implementation: "composed",
  outputs: { absolute: 0, relative: 2e-6 },
  gradients: { absolute: 1e-7, relative: 2e-5 },
});

describe("the composed BN-LSTM", () => {
  it("needs no more memory for an inference of long sequences than for their h and c", async () => {
    await tf.setBackend("cpu");
    const [B, H] = [4, 16];
    const peak = async (T: number): Promise<number> => {
      const x = tf.zeros<tf.Rank.R3>([T, B, 1]);
      const parameters = {
        wx: tf.zeros<tf.Rank.R2>([1, 4 * H]),
        wh: tf.zeros<tf.Rank.R2>([H, 4 * H]),
        bias: tf.zeros<tf.Rank.R1>([4 * H]),
      };
      const sites = { input: "none", hidden: "none", cell: "none" } as const;
      const before = tf.memory().numBytes;
      const { peakBytes } = await tf.profile(() =>
        tf.tidy(() => {
          const implementation = "composed", returnSequences = false;
          return bnLstm({ x, parameters, sites, mode: "eval", implementation, returnSequences }).h;
        })
      );
      return peakBytes - before;
    };
    assert.ok(await peak(60) - await peak(10) <= 50 * 2 * 4 * B * H + 1000);
  });
});
