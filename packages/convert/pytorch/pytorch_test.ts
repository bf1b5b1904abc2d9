import "@tensorflow/tfjs-backend-cpu";
import { uniformSource } from "@bnlstm/core/initializers";
import { tables } from "@bnlstm/core/statistics";
import {
  afterAll,
  assertClose,
  beforeAll,
  describe,
  describeWherePossible,
  it,
} from "@bnlstm/testing";
import {
  readSafetensors,
  type SafetensorsTensor,
  writeSafetensors,
} from "@bnlstm/train/safetensors";
import { setBackend } from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { applyModel } from "../fixtures/apply_model.ts";
import { drawnModel } from "../fixtures/drawn_model.ts";
import { findPython, runPython } from "../fixtures/python.ts";
import { ONNX_RUNTIMES, runOnnx } from "../fixtures/run_onnx.ts";
import { exportOnnx } from "../onnx/export_onnx.ts";
import type { PortableModel, PortableOptions } from "../portable_model.ts";
import { exportPyTorch } from "./export_pytorch.ts";
import { importPyTorch } from "./import_pytorch.ts";

/** What every converter promises. */
const TOLERANCE = { absolute: 0, relative: 1e-6 };

const PLAIN: PortableOptions["sites"] = { input: "none", hidden: "none", cell: "none" };
const SHARED: PortableOptions["sites"] = { input: "sequence", hidden: "timestep", cell: "none" };

const OURS: Record<string, PortableModel> = {
  ours_plain: drawnModel({ sites: PLAIN }, { outputs: 4 }),
  ours_plain_both: drawnModel({ sites: PLAIN, layers: 2, bidirectional: true }),
  ours_bn: drawnModel({ layers: 2, epsilon: 1e-3 }, { outputs: 4 }),
  ours_bn_both: drawnModel({ layers: 2, bidirectional: true }, { outputs: 4 }),
  ours_bn_shared: drawnModel({ sites: SHARED }),
};

/** A file with some tensors replaced, or left out if `undefined`. */
function altered(
  bytes: Uint8Array,
  changes: Record<string, SafetensorsTensor | undefined>,
): Uint8Array {
  const { tensors, metadata } = readSafetensors(bytes);
  const kept = Object.entries({ ...tensors, ...changes }).filter(([, tensor]) => tensor);
  return writeSafetensors({ tensors: Object.fromEntries(kept) as typeof tensors, metadata });
}

function filled(shape: number[], value = 0): SafetensorsTensor {
  const size = shape.reduce((product, n) => product * n, 1);
  return { shape, values: new Float32Array(size).fill(value) };
}

describe("PyTorch files", () => {
  for (const [name, model] of Object.entries(OURS)) {
    it(`come back as they were: ${name}`, () => {
      const back = importPyTorch(exportPyTorch(model));
      assert.deepEqual(back.parameters, model.parameters);
      assert.deepEqual(back.head, model.head);
      assert.equal(back.options.epsilon, model.options.epsilon);
      for (const [cell, store] of Object.entries(model.statistics ?? {})) {
        const [before, after] = [store, back.statistics![cell]].map((store) => tables(store)!);
        // What is the same for the whole sequence is written for each step.
        const rows = (values: ArrayLike<number>) => Array.from(values).slice(0, 20);
        assert.deepEqual(rows(after.input!.mean), rows(before.input!.mean));
        if (name !== "ours_bn_shared") assert.deepEqual(after, before);
      }
    });
  }

  it("have the names and shapes of nn.LSTM for a plain LSTM", () => {
    const { tensors } = readSafetensors(exportPyTorch(drawnModel({ sites: PLAIN })));
    const shapes = Object.entries(tensors).map(([name, { shape }]) => `${name} ${shape}`);
    assert.deepEqual(shapes.sort(), [
      "bias_hh_l0 20",
      "bias_ih_l0 20",
      "weight_hh_l0 20,5",
      "weight_ih_l0 20,3",
    ]);
  });

  it("have PyTorch's unbiased variances where a batch size is given", () => {
    const model = OURS.ours_bn;
    const bytes = exportPyTorch(model, { batchSize: 5 });
    const { variance } = tables(model.statistics!.layer0)!.hidden!;
    const { tensors } = readSafetensors(bytes);
    const { values } = tensors["lstm.cell_0.bn_hh.running_var_1"];
    assertClose(values, Array.from(variance).slice(20, 40).map((v) => v * 5 / 4), TOLERANCE);
    const back = importPyTorch(bytes, { batchSize: 5 });
    assertClose(tables(back.statistics!.layer0)!.hidden!.variance, variance, TOLERANCE);
  });

  it("lose the statistics of steps that training never reached", () => {
    const bytes = exportPyTorch(drawnModel({}, { timeSteps: 3 }));
    const unreached = Object.fromEntries(
      [["bn_ih", 20], ["bn_hh", 20], ["bn_c", 5]].flatMap(([norm, features]) => [
        [`cell_0.${norm}.running_mean_3`, filled([Number(features)])],
        [`cell_0.${norm}.running_var_3`, filled([Number(features)], 1)],
      ]),
    );
    const { statistics } = importPyTorch(altered(bytes, unreached));
    assert.equal(statistics!.layer0.timeSteps, 3);
  });

  it("may hold more than what the prefix names", () => {
    const bytes = exportPyTorch(OURS.ours_bn);
    const more = altered(bytes, { "decoder.weight_ih_l0": filled([8, 2]) });
    assert.deepEqual(
      importPyTorch(more, { prefix: "lstm." }).parameters,
      OURS.ours_bn.parameters,
    );
    assert.throws(() => importPyTorch(more), {
      name: "TypeError",
      message:
        'Cannot import the PyTorch model: prefix must say which LSTM is meant, got several: "decoder.", "lstm."',
    });
  });

  it("have no place for a learned initial state", () => {
    assert.throws(() => exportPyTorch(drawnModel({ initialState: "learned" })), {
      name: "TypeError",
      message:
        "Cannot export the model to PyTorch: the model must start at h and c of zero, got a " +
        "learned initial state",
    });
  });

  const bn = exportPyTorch(OURS.ours_bn);
  const plain = exportPyTorch(OURS.ours_plain);
  const REFUSED: [what: string, file: Uint8Array, sentence: RegExp][] = [
    ["nothing", new Uint8Array(), /: the file is truncated, got 0 bytes$/],
    [
      "a pickle in a zip archive",
      new TextEncoder().encode("PK\x03\x04"),
      /: the file must be safetensors, got a pickle, as torch\.save writes; /,
    ],
    ["an old pickle", Uint8Array.of(0x80, 2, 0x8a), /got a pickle/],
    [
      "no LSTM",
      writeSafetensors({ tensors: { "fc.weight": filled([2, 2]) }, metadata: {} }),
      /has a tensor weight_ih_l0 or cell_0\.weight_ih, got fc\.weight$/,
    ],
    [
      "a missing bias",
      altered(plain, { "lstm.bias_hh_l0": undefined }),
      /: lstm\.bias_hh_l0 \[20\] is missing$/,
    ],
    [
      "a missing statistic",
      altered(bn, { "lstm.cell_1.bn_c.running_var_2": undefined }),
      /: lstm\.cell_1\.bn_c\.running_var_2 \[5\] is missing$/,
    ],
    [
      "a wrong shape",
      altered(bn, { "lstm.cell_1.weight_ih": filled([3, 20]) }),
      /: lstm\.cell_1\.weight_ih must have shape \[5, 20\], got \[3, 20\]$/,
    ],
    [
      "a vector for a matrix",
      altered(plain, { "lstm.weight_hh_l0": filled([20]) }),
      /: lstm\.weight_hh_l0 must have shape \[4H, H\], got \[20\]$/,
    ],
    [
      "a GRU",
      altered(plain, { "lstm.weight_hh_l0": filled([15, 5]) }),
      /: lstm\.weight_hh_l0 must have 4 gates of 5 units, got 3 as in a GRU$/,
    ],
    [
      "a projection",
      altered(plain, { "lstm.weight_hr_l0": filled([2, 5]) }),
      /: lstm\.weight_hr_l0 belongs to proj_size, which is not supported$/,
    ],
    [
      "a second linear layer",
      altered(plain, { "mlp.weight": filled([2, 5]) }),
      /: unknown tensor "mlp\.weight"$/,
    ],
    [
      "a linear layer of another width",
      altered(plain, { "head.weight": filled([4, 7]) }),
      /: head\.weight must have shape \[4, 5\], got \[4, 7\]$/,
    ],
    [
      "whole numbers",
      altered(plain, { "lstm.bias_ih_l0": { shape: [20], values: new Int32Array(20) } }),
      /: lstm\.bias_ih_l0 must hold float32 or float64, got Int32Array$/,
    ],
    [
      "what is not a number",
      altered(plain, { "lstm.bias_ih_l0": filled([20], NaN) }),
      /: lstm\.bias_ih_l0 must be finite, got NaN at 0$/,
    ],
    [
      "a negative variance",
      altered(bn, { "lstm.cell_0.bn_c.running_var_2": filled([5], -1) }),
      /cell\.variance at 10 cannot be -1/,
    ],
    [
      "a model that was never trained",
      altered(
        bn,
        Object.fromEntries(
          Object.entries(readSafetensors(bn).tensors)
            .filter(([name]) => name.includes("running_"))
            .map(([name, { shape }]) => [name, filled(shape, Number(name.includes("var")))]),
        ),
      ),
      /: lstm\.cell_0\.bn_ih must have statistics estimated in training, got those of a new model$/,
    ],
  ];
  for (const [what, file, sentence] of REFUSED) {
    it(`are refused with one sentence: ${what}`, () => {
      assert.throws(() => importPyTorch(file), (error: Error) => {
        assert.match(error.message, sentence);
        assert.match(error.message, /^Cannot [^\n]+$/);
        return true;
      });
    });
  }
});

const python = await findPython("torch", "numpy");
const missing = python ? undefined : "no Python here has PyTorch; install python3-torch";

describeWherePossible("PyTorch itself", missing, () => {
  const page = new URL("../../../docs/pytorch.md", import.meta.url);
  const script = new URL("../fixtures/torch_models.py", import.meta.url).pathname;
  const folder = Deno.makeTempDirSync({ prefix: "bnlstm-pytorch-" });
  const read = (name: string) => Deno.readFileSync(`${folder}/${name}.safetensors`);
  const lengths = Int32Array.of(9, 4, 1, 9, 7, 2);
  const random = uniformSource(7);
  const x = {
    shape: [9, 6, 3],
    values: Float32Array.from({ length: 162 }, () => 2 * random() - 1),
  };

  afterAll(() => Deno.remove(folder, { recursive: true }));
  beforeAll(async () => {
    await setBackend("cpu");
    const [, code] = /```python\n([\s\S]+?)```/.exec(await Deno.readTextFile(page))!;
    await Deno.writeTextFile(`${folder}/module.py`, code);
    const inputs = writeSafetensors({
      tensors: { x, lengths: { shape: [6], values: Float32Array.from(lengths) } },
      metadata: {},
    });
    for (const [name, model] of Object.entries(OURS)) {
      await Deno.writeFile(`${folder}/${name}.safetensors`, exportPyTorch(model));
      await Deno.writeFile(`${folder}/${name}.inputs.safetensors`, inputs);
    }
    await runPython(python!, [script, `${folder}/module.py`, folder]);
  });

  for (const [name, model] of Object.entries(OURS)) {
    it(`computes the same with our file: ${name}`, () => {
      const theirs = readSafetensors(read(`${name}.results`)).tensors;
      const { state: _, ...results } = applyModel(model, x, { lengths });
      for (const [output, values] of Object.entries(results)) {
        assertClose(theirs[output].values, values, TOLERANCE, output);
      }
    });
  }

  for (
    const name of [
      "theirs_plain",
      "theirs_both",
      "theirs_unbiased",
      "theirs_bn",
      "theirs_bn_both",
      "theirs_bn_input",
    ]
  ) {
    it(`is matched with its own file, here and on in onnxruntime: ${name}`, async () => {
      const model = importPyTorch(read(name));
      const { x, lengths, ...expected } = readSafetensors(read(`${name}.results`)).tensors;
      const sequences = { shape: x.shape, values: x.values as Float32Array };
      const rows = Int32Array.from(lengths.values);
      const here = applyModel(model, sequences, { lengths: rows }) as Record<string, unknown>;
      const onnx = exportOnnx(model, { lengths: true });
      for (const [output, { values }] of Object.entries(expected)) {
        assertClose(here[output] as Float32Array, values, TOLERANCE, output);
      }
      for (const runtime of ONNX_RUNTIMES) {
        const results = await runOnnx(runtime, onnx, {
          x: sequences,
          lengths: { shape: [rows.length], values: rows },
        });
        for (const [output, { values, shape }] of Object.entries(expected)) {
          assert.deepEqual(results[output].shape, shape);
          assertClose(results[output].values, values, TOLERANCE, `${output} in ${runtime}`);
        }
      }
    });
  }
});
