import { createStore, record } from "@bnlstm/core/statistics";
import type { ModelStatistics } from "@bnlstm/core";
import { describe, it } from "@bnlstm/testing";
import fc from "fast-check";
import assert from "node:assert/strict";
import { SEAL, seal } from "./_seal.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { decodeCheckpoint } from "./decode_checkpoint.ts";
import { encodeCheckpoint } from "./encode_checkpoint.ts";
import { tinyConfig } from "../fixtures/tiny_task.ts";
import { readSafetensors } from "./read_safetensors.ts";
import { writeSafetensors } from "./write_safetensors.ts";

function statistics(): ModelStatistics {
  const store = createStore({
    hiddenSize: 1,
    sites: { input: "none", hidden: "none", cell: "timestep" },
    timeSteps: 2,
    estimator: "ema",
  });
  const cell = { rows: 2, features: 1, mean: [0.1, 0.2], variance: [1 / 3, 0] };
  const seen = record(store, { active: [8, 8], sites: { cell } });
  return { layer0: seen, "layer0.reverse": store };
}

const checkpoint: Checkpoint = {
  config: tinyConfig({ model: { hiddenSize: 1, gamma: 1 / 3 } }),
  step: 7,
  data: { inputSize: 2, timeSteps: 2, classes: 3 },
  parameters: {
    "layer0.wh": { shape: [1, 2], values: new Float32Array([NaN, -0]) },
    "layer0.wx": { shape: [2, 4], values: new Float32Array(8) },
    "head.bias": { shape: [0], values: new Float32Array() },
  },
  optimizer: { "layer0.wh.meanSquare": { shape: [], values: new Float32Array([1e-38]) } },
  statistics: statistics(),
  sampler: { size: 40, batchSize: 8, epoch: 1, position: 2, generator: [1, -2, 3, -4] },
  evaluatedAt: 4,
  best: {
    step: 4,
    metrics: { loss: 0.1 + 0.2, accuracy: 1 / 3, predictions: 20 },
    evaluationsSince: 1,
  },
  versions: { program: "1.2.3" },
};
const bytes = await encodeCheckpoint(checkpoint);

/** The same file with other metadata, sealed anew. */
async function withMetadata(metadata: Record<string, string>): Promise<Uint8Array> {
  const { tensors } = readSafetensors(bytes);
  const forged = writeSafetensors({ tensors, metadata: { ...SEAL, ...metadata } });
  await seal(forged);
  return forged;
}

describe("decodeCheckpoint()", () => {
  it("reads what encodeCheckpoint() wrote, to the bit", async () => {
    assert.deepEqual(structuredClone(await decodeCheckpoint(bytes)), checkpoint);
    const { best: _, ...first } = checkpoint;
    const early = { ...first, optimizer: {}, population: statistics() };
    assert.deepEqual(structuredClone(await decodeCheckpoint(await encodeCheckpoint(early))), early);
  });

  it("sees the same bytes for the same state", async () => {
    assert.deepEqual(await encodeCheckpoint(await decodeCheckpoint(bytes)), bytes);
  });

  it("refuses a file of any other length", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), async (length) => {
        await assert.rejects(decodeCheckpoint(bytes.subarray(0, length)), {
          name: "TypeError",
          message: /^Cannot read checkpoint: the file is truncated/,
        });
      }),
    );
    await assert.rejects(
      decodeCheckpoint(new Uint8Array([...bytes, 0])),
      /Cannot read checkpoint: .* too long/,
    );
  });

  it("refuses a file of which any bits were changed", async () => {
    const flip = fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(flip, { minLength: 1, selector: ([at]) => at }),
        async (flips) => {
          const altered = bytes.slice();
          for (const [at, bits] of flips) altered[at] ^= bits;
          await assert.rejects(decodeCheckpoint(altered), {
            name: "TypeError",
            message: /^Cannot read checkpoint: /,
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  it("says when elements were altered", async () => {
    const altered = bytes.slice();
    altered[altered.length - 1] ^= 1;
    await assert.rejects(
      decodeCheckpoint(altered),
      new TypeError(
        "Cannot read checkpoint: the file was altered, its checksum is not that of its contents",
      ),
    );
  });

  it("refuses files of others, and states it does not know", async () => {
    const { metadata: { format, state } } = readSafetensors(bytes);
    for (
      const [metadata, message] of [
        [{}, "the file is not a checkpoint of this program, got format none"],
        [{ format: "pt" }, `the file is not a checkpoint of this program, got format "pt"`],
        [{ format }, "its state is not JSON"],
        [
          { format, state: JSON.stringify({ ...JSON.parse(state), version: 1 }) },
          `its state is malformed at "version": Invalid input: expected 2`,
        ],
        [
          { format, state: JSON.stringify({ ...JSON.parse(state), more: 1 }) },
          `its state is malformed at "": Unrecognized key: "more"`,
        ],
      ] as [Record<string, string>, string][]
    ) {
      await assert.rejects(
        decodeCheckpoint(await withMetadata(metadata)),
        new TypeError(`Cannot read checkpoint: ${message}`),
      );
    }
  });

  it("refuses names that mean something else, and sizes that the file does not hold", async () => {
    const { tensors, metadata } = readSafetensors(bytes);
    const { keys } = Object;
    const forge = async (extra: typeof tensors, change: (state: Checkpoint) => void = () => {}) => {
      const state = JSON.parse(metadata.state);
      change(state);
      const { format } = metadata;
      const forged = writeSafetensors({
        tensors: { ...tensors, ...extra },
        metadata: { ...SEAL, format, state: JSON.stringify(state) },
      });
      await seal(forged);
      return await decodeCheckpoint(forged).then(() => "", ({ message }) => message);
    };
    const tensor = { shape: [1], values: new Float32Array(1) };
    for (const name of ["constructor/keys", "toString", "", "parameter/a"]) {
      assert.match(await forge({ [name]: tensor }), /it has tensors of an unknown kind/, name);
    }
    assert.match(await forge({ ["__proto__/json"]: tensor }), /of an unknown kind, "__proto__"/);
    assert.match(
      await forge({ ["statistics/constructor/count"]: tensor }),
      /it has tensors of an unknown cell, "constructor"/,
    );
    assert.equal(Object.keys, keys);
    for (
      const [change, name] of [
        [({ config }) => config.model.hiddenSize = 20000, "hiddenSize"],
        [({ config }) => config.model.layers = 1e9, "hiddenSize"],
        [({ data }) => data.inputSize = 1e9, "inputSize"],
        [({ data }) => data.classes = 1e9, "classes"],
      ] as [(state: Checkpoint) => void, string][]
    ) {
      assert.match(await forge({}, change), new RegExp(`its ${name} needs \\d+ parameters`));
    }
    assert.match(await forge({}, ({ data }) => data.timeSteps = 1e9), /its statistics are not/);
    assert.match(
      await forge({}, ({ versions }) => versions["\x1b[2J"] = "1"),
      /its state is malformed at "versions/,
    );
  });
});
