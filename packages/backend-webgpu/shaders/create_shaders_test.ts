import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { checkTuning } from "../tuning/check_tuning.ts";
import { TUNINGS } from "../tuning.ts";
import { everyShader } from "../fixtures/every_shader.ts";

/** What WebGPU grants on every device. */
const BASELINE = {
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupSizeX: 256,
  maxComputeWorkgroupStorageSize: 16384,
};

describe("createShaders()", () => {
  for (const [adapterClass, tuning] of Object.entries(TUNINGS)) {
    it(`stays within what every device grants, on ${adapterClass} adapters`, () => {
      checkTuning(tuning, BASELINE);
      for (const { name, bindings } of everyShader(tuning)) {
        const buffers = bindings.filter((kind) => kind !== "uniform").length;
        assert.ok(buffers <= 8, `${name} binds ${buffers} storage buffers`);
      }
    });
  }
});
