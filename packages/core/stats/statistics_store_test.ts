import {
  arbitraryStatisticsCase,
  batchStatistics,
  describe,
  it,
  recordedStore,
} from "@bnlstm/testing";
import fc from "fast-check";
import assert from "node:assert/strict";
import { record } from "./record.ts";
import { at } from "./at.ts";
import { deserialize } from "./deserialize.ts";
import { effectiveTimeSteps } from "./effective_time_steps.ts";
import { merge } from "./merge.ts";
import { resize } from "./resize.ts";
import { serialize } from "./serialize.ts";
import { tables } from "./tables.ts";

describe("a statistics store", () => {
  it("is a value: no function changes a store or what else it is given", () => {
    fc.assert(
      fc.property(
        arbitraryStatisticsCase({ timeSteps: 4, batchSize: 4, minibatches: 3 }),
        fc.constantFrom("pooled" as const, "average" as const, "ema" as const),
        (drawn, estimator) => {
          const options = { estimator, timeSteps: 3, minShare: 0.4 };
          const store = recordedStore(drawn, options);
          const other = recordedStore(drawn, { ...options, timeSteps: 2 });
          const batch = batchStatistics(drawn, drawn.minibatches[0]);
          const serialized = structuredClone(serialize(store));
          const given = [store, other, batch, serialized];
          const before = structuredClone(given);

          record(store, batch);
          if (estimator !== "ema") merge(store, other);
          effectiveTimeSteps(store);
          tables(store);
          at(store, 5);
          resize(store, 2);
          resize(store, 6);
          deserialize(serialized);

          assert.deepEqual(given, before);
        },
      ),
    );
  });
});
