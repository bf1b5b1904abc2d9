import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { type LayerTask, layerTimes } from "./layer_times.ts";

describe("layerTimes()", () => {
  for (const measurement of ["train", "predict"] as const) {
    it(`times both layers where they compute the same: ${measurement}`, async () => {
      const task: LayerTask = {
        backend: "cpu",
        threads: 1,
        measurement,
        batchSize: 3,
        timeSteps: 4,
        inputSize: 2,
        hiddenSize: 3,
        makers: ["tfjs", "bnlstm"],
        samples: 2,
        clock: "wall",
      };
      const { tfjs, bnlstm } = await layerTimes(task);
      assert.ok([...tfjs!, ...bnlstm!].every((milliseconds) => milliseconds > 0));
      assert.deepEqual([tfjs!.length, bnlstm!.length], [2, 2]);
    });
  }
});
