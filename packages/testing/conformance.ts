import * as tf from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { beforeAll, describe, it } from "./bdd.ts";
import { conformanceCases } from "./conformance_cases.ts";
import type { ConformanceOptions } from "./conformance_options.ts";

/** Declares the conformance suite as tests. Each backend's test calls it once. */
export function conformance(options: ConformanceOptions): void {
  const { backend, implementation } = options;
  describe(`${implementation} BN-LSTM on ${backend}`, () => {
    beforeAll(async () => {
      await options.prepare?.();
      assert.ok(await tf.setBackend(backend), `backend ${backend} must be available`);
      await tf.ready();
    });
    for (const { name, run } of conformanceCases(options)) it(name, run);
  });
}
