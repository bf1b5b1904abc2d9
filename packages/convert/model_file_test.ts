import { describe, it } from "@bnlstm/testing";
import { readSafetensors, writeSafetensors } from "@bnlstm/train/safetensors";
import assert from "node:assert/strict";
import { drawnModel } from "./fixtures/drawn_model.ts";
import { decodeModel, encodeModel, isModelFile } from "./model_file.ts";
import { PLAIN_SITES } from "./portable_model.ts";

const MODEL = drawnModel({ layers: 2, bidirectional: true }, { outputs: 4, reads: "every" });

/** The file of a model with one thing changed. */
function altered(
  change: (file: ReturnType<typeof readSafetensors>) => void,
): Uint8Array {
  const file = readSafetensors(encodeModel(MODEL));
  change(file);
  return writeSafetensors(file);
}

describe("the file of a model", () => {
  it("holds all of it", () => {
    for (const model of [MODEL, drawnModel({ sites: PLAIN_SITES })]) {
      const bytes = encodeModel(model);
      assert.ok(isModelFile(bytes));
      assert.deepEqual(decodeModel(bytes), model);
    }
  });

  it("is told from others", () => {
    const other = writeSafetensors({ tensors: {}, metadata: { format: "pt" } });
    assert.ok(!isModelFile(other));
    assert.throws(() => decodeModel(other), {
      message: 'Cannot read the model: format must be "bnlstm model", got "pt"',
    });
  });

  const REFUSED: [what: string, Uint8Array, sentence: string | RegExp][] = [
    [
      "a tensor that is missing",
      altered(({ tensors }) => delete tensors["parameters/layer1.wh"]),
      "Cannot read the model: layer1.wh must have shape [5, 20], got none",
    ],
    [
      "a tensor too many",
      altered(({ tensors }) => tensors["optimizer/step"] = tensors["head/bias"]),
      'Cannot read the model: unknown tensor "optimizer/step"',
    ],
    [
      "a head without a bias",
      altered(({ tensors }) => delete tensors["head/bias"]),
      "Cannot read the model: head/weight or head/bias is missing",
    ],
    [
      "statistics that are missing",
      altered(({ tensors }) => delete tensors["statistics/layer0/cell.mean"]),
      /cell\.mean must be a Float64Array/,
    ],
    [
      "a description of another version",
      altered(({ metadata }) => metadata.model = metadata.model.replace(":1,", ":9,")),
      /^Cannot read the model: its description is malformed at "version": /,
    ],
    [
      "more layers than there are parameters for",
      altered(({ metadata }) => {
        metadata.model = metadata.model.replace('"layers":2', '"layers":1000000000');
      }),
      /^Cannot read the model: 1000000000 layers have more parameters, got \d+$/,
    ],
    [
      "no description",
      altered(({ metadata }) => delete metadata.model),
      "Cannot read the model: its description is not JSON",
    ],
  ];
  for (const [what, bytes, message] of REFUSED) {
    it(`is refused with one sentence: ${what}`, () => {
      assert.throws(() => decodeModel(bytes), { message });
    });
  }
});
