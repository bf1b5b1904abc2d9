import "@tensorflow/tfjs-backend-cpu";
import type { ModelState } from "@bnlstm/core";
import { uniformSource } from "@bnlstm/core/initializers";
import { assertClose, beforeAll, describe, describeWherePossible, it } from "@bnlstm/testing";
import { fromBinary } from "@bufbuild/protobuf";
import { setBackend } from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { ModelProtoSchema } from "onnx-buf";
import { applyModel } from "../fixtures/apply_model.ts";
import { drawnModel } from "../fixtures/drawn_model.ts";
import { findPython, runPython } from "../fixtures/python.ts";
import { ONNX_RUNTIMES, type PlainTensor, runOnnx } from "../fixtures/run_onnx.ts";
import type { PortableModel, PortableOptions } from "../portable_model.ts";
import { exportOnnx } from "./export_onnx.ts";

/** What every converter promises. */
const TOLERANCE = { absolute: 0, relative: 1e-6 };

function sites(
  input: "none" | "timestep" | "sequence",
  hidden: "none" | "timestep",
  cell: "none" | "timestep",
): Partial<PortableOptions> {
  return { sites: { input, hidden, cell } };
}

/** Models and the operator each of their cells must become. */
const CASES: [name: string, operator: "LSTM" | "Scan", model: PortableModel][] = [
  ["the plain LSTM", "LSTM", drawnModel(sites("none", "none", "none"))],
  ["the input term alone", "LSTM", drawnModel(sites("timestep", "none", "none"))],
  ["one statistic of the input", "LSTM", drawnModel(sites("sequence", "none", "none"))],
  [
    "two terms with one row of statistics",
    "LSTM",
    drawnModel(sites("timestep", "timestep", "none"), { timeSteps: 1 }),
  ],
  ["the hidden term", "Scan", drawnModel(sites("none", "timestep", "none"))],
  ["the cell", "Scan", drawnModel(sites("none", "none", "timestep"))],
  [
    "the cell with one row",
    "Scan",
    drawnModel(sites("none", "none", "timestep"), { timeSteps: 1 }),
  ],
  ["every term", "Scan", drawnModel({ hiddenSize: 7 }, { outputs: 4 })],
  ["every term, one input", "Scan", drawnModel(sites("sequence", "timestep", "timestep"))],
  ["one unit, one value", "Scan", drawnModel({ inputSize: 1, hiddenSize: 1 })],
  ["a learned start", "Scan", drawnModel({ initialState: "learned" })],
  [
    "a learned start of the plain LSTM",
    "LSTM",
    drawnModel({ ...sites("none", "none", "none"), initialState: "learned" }),
  ],
  [
    "plain layers that read both ways",
    "LSTM",
    drawnModel({ ...sites("none", "none", "none"), layers: 2, bidirectional: true }, {
      outputs: 2,
    }),
  ],
  [
    "normalized layers that read both ways",
    "Scan",
    drawnModel({ layers: 2, bidirectional: true }, { outputs: 2, reads: "every" }),
  ],
];

/** Sequences whose padding must not matter. */
function sequences(timeSteps: number, batchSize: number, inputSize: number): PlainTensor {
  const random = uniformSource(11);
  const length = timeSteps * batchSize * inputSize;
  return {
    shape: [timeSteps, batchSize, inputSize],
    values: Float32Array.from({ length }, () => 4 * random() - 2),
  };
}

function operators(bytes: Uint8Array): string[] {
  return fromBinary(ModelProtoSchema, bytes).graph!.node.map(({ opType }) => opType);
}

describe("exportOnnx", () => {
  beforeAll(async () => {
    await setBackend("cpu");
  });

  for (const [name, operator, model] of CASES) {
    it(`makes an ${operator} of each cell: ${name}`, () => {
      const cells = operators(exportOnnx(model)).filter((type) => /LSTM|Scan/.test(type));
      const { layers, bidirectional } = model.options;
      assert.deepEqual(cells, Array(layers * (bidirectional ? 2 : 1)).fill(operator));
    });

    for (const runtime of ONNX_RUNTIMES) {
      it(`computes the same in ${runtime}, beyond T_max too: ${name}`, async () => {
        const x = sequences(9, 6, model.options.inputSize);
        const results = await runOnnx(runtime, exportOnnx(model), { x });
        const { state: _, ...expected } = applyModel(model, x);
        assert.deepEqual(Object.keys(results), Object.keys(expected));
        for (const [output, values] of Object.entries(expected)) {
          assertClose(results[output].values, values, TOLERANCE, output);
        }
      });

      it(`computes the same in ${runtime} with lengths: ${name}`, async () => {
        const x = sequences(9, 6, model.options.inputSize);
        const lengths = Int32Array.of(2, 9, 4, 1, 8, 4);
        const results = await runOnnx(runtime, exportOnnx(model, { lengths: true }), {
          x,
          lengths: { shape: [6], values: lengths },
        });
        const { state: _, ...expected } = applyModel(model, x, { lengths });
        for (const [output, values] of Object.entries(expected)) {
          assertClose(results[output].values, values, TOLERANCE, output);
        }
      });
    }
  }

  for (const [name, , model] of CASES.filter(([, , { options }]) => !options.bidirectional)) {
    it(`streams: ${name}`, async () => {
      const bytes = exportOnnx(model, { streaming: true });
      const { inputSize, hiddenSize } = model.options;
      const zeros = { shape: [2, hiddenSize], values: new Float32Array(2 * hiddenSize) };
      const inputs = fromBinary(ModelProtoSchema, bytes).graph!.input.map(({ name }) => name);
      let state: ModelState | undefined;
      let carried: Record<string, PlainTensor> = { "layer0.h0": zeros, "layer0.c0": zeros };
      let time = 0;
      // Two steps, one step, then beyond the last row of the tables.
      for (const steps of [2, 1, 4]) {
        const x = sequences(steps, 2, inputSize);
        const expected = applyModel(model, x, { state });
        const results = await runOnnx("onnxruntime-node", bytes, {
          x,
          ...carried,
          ...inputs.includes("time") && { time: { shape: [], values: Int32Array.of(time) } },
        });
        assertClose(results.hs.values, expected.hs, TOLERANCE, `hs at ${time}`);
        carried = { "layer0.h0": results["layer0.h"], "layer0.c0": results["layer0.c"] };
        state = expected.state;
        time += steps;
      }
      assertClose(carried["layer0.c0"].values, state!.cells.layer0.c.dataSync(), TOLERANCE, "c");
    });
  }

  it("needs no time where statistics do not vary", () => {
    const bytes = exportOnnx(drawnModel(sites("none", "none", "none")), { streaming: true });
    const { input } = fromBinary(ModelProtoSchema, bytes).graph!;
    assert.deepEqual(input.map(({ name }) => name), ["x", "layer0.h0", "layer0.c0"]);
  });

  it("refuses what cannot be written", () => {
    const model = drawnModel({ bidirectional: true });
    assert.throws(() => exportOnnx(model, { streaming: true }), {
      name: "RangeError",
      message: "Cannot export the model to ONNX: a bidirectional model cannot stream",
    });
    assert.throws(() => exportOnnx(model, { opset: 9 } as never), {
      message:
        'Cannot export the model to ONNX: unknown option "opset", the options are lengths, streaming',
    });
    const { "layer0.wh": _, ...parameters } = model.parameters;
    assert.throws(() => exportOnnx({ ...model, parameters }), {
      message: "Cannot export the model to ONNX: layer0.wh must have shape [5, 20], got none",
    });
    assert.throws(() => exportOnnx({ ...model, statistics: undefined }), {
      message: "Cannot export the model to ONNX: a normalized model needs population statistics " +
        "of layer0, got none",
    });
  });
});

const python = await findPython("onnx");
const missing = python ? undefined : "no Python here has the checker of ONNX; install python3-onnx";

describeWherePossible("the checker of ONNX", missing, () => {
  it("finds nothing in any of them", async () => {
    const folder = await Deno.makeTempDir({ prefix: "bnlstm-onnx-" });
    const check = "import onnx, sys\nfor path in sys.argv[1:]:\n" +
      "    onnx.checker.check_model(path, full_check=True)";
    try {
      const paths = CASES.map((_, number) => `${folder}/${number}.onnx`);
      for (const [number, [, , model]] of CASES.entries()) {
        await Deno.writeFile(paths[number], exportOnnx(model, { lengths: true }));
      }
      await runPython(python!, ["-c", check, ...paths]);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
});
