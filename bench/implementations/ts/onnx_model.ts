import { create, toBinary } from "@bufbuild/protobuf";
import { GATE_ORDER } from "@bnlstm/core/gates";
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  TensorProto_DataType,
  TensorProtoSchema,
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  TypeProto_TensorSchema,
  TypeProtoSchema,
  ValueInfoProtoSchema,
} from "onnx-buf";
import type { Setting } from "../../runner/settings.ts";
import type { Workload } from "../../runner/workload.ts";

const OPERATOR_SET = 17n;
const FORMAT_VERSION = 8n;

/**
 * A plain LSTM as an ONNX model: inputs `x [T, B, I]`, `h0`, `c0 [1, B, H]`; outputs `hs [T, 1, B, H]`, `h`
 * and `c [1, B, H]`.
 */
export function lstmModel(setting: Setting, arrays: Workload["arrays"]): Uint8Array {
  const { timeSteps: T, batchSize: B, inputSize: I, hiddenSize: H } = setting;
  // ONNX wants the gates i, o, f, g, as blocks of rows.
  const gates = (name: "wx" | "wh" | "bias") => onnxGates(arrays[name], H);
  const bias = new Float32Array(8 * H);
  bias.set(gates("bias"));
  const state = [1, B, H];
  const node = create(NodeProtoSchema, {
    opType: "LSTM",
    input: ["x", "w", "r", "b", "", "h0", "c0"],
    output: ["hs", "h", "c"],
    attribute: [
      create(AttributeProtoSchema, {
        name: "hidden_size",
        type: AttributeProto_AttributeType.INT,
        i: BigInt(H),
      }),
    ],
  });
  const model = create(ModelProtoSchema, {
    irVersion: FORMAT_VERSION,
    opsetImport: [create(OperatorSetIdProtoSchema, { version: OPERATOR_SET })],
    graph: create(GraphProtoSchema, {
      name: "lstm",
      node: [node],
      initializer: [
        initializer("w", [1, 4 * H, I], transpose(gates("wx"), 4 * H)),
        initializer("r", [1, 4 * H, H], transpose(gates("wh"), 4 * H)),
        initializer("b", [1, 8 * H], bias),
      ],
      input: [value("x", [T, B, I]), value("h0", state), value("c0", state)],
      output: [value("hs", [T, 1, B, H]), value("h", state), value("c", state)],
    }),
  });
  return toBinary(ModelProtoSchema, model);
}

/** Where ONNX's blocks i, o, f, g are in GATE_ORDER. */
const BLOCKS = (["i", "o", "f", "g"] as const).map((gate) => GATE_ORDER.indexOf(gate));

/** Gates of each row in the order of ONNX. */
function onnxGates(values: Float32Array, hiddenSize: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let row = 0; row < values.length; row += 4 * hiddenSize) {
    BLOCKS.forEach((source, target) => {
      const start = row + source * hiddenSize;
      result.set(values.subarray(start, start + hiddenSize), row + target * hiddenSize);
    });
  }
  return result;
}

function transpose(values: Float32Array, columns: number): Float32Array {
  const rows = values.length / columns;
  return Float32Array.from(values, (_, k) => values[(k % rows) * columns + Math.floor(k / rows)]);
}

function initializer(name: string, dims: number[], values: Float32Array) {
  return create(TensorProtoSchema, {
    name,
    dims: dims.map(BigInt),
    dataType: TensorProto_DataType.FLOAT,
    rawData: new Uint8Array(values.buffer as ArrayBuffer),
  });
}

function value(name: string, shape: number[]) {
  const dim = shape.map((size) =>
    create(TensorShapeProto_DimensionSchema, { value: { case: "dimValue", value: BigInt(size) } })
  );
  const tensorType = create(TypeProto_TensorSchema, {
    elemType: TensorProto_DataType.FLOAT,
    shape: create(TensorShapeProtoSchema, { dim }),
  });
  const type = create(TypeProtoSchema, { value: { case: "tensorType", value: tensorType } });
  return create(ValueInfoProtoSchema, { name, type });
}
