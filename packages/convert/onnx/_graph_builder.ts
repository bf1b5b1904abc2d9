import { create, toBinary } from "@bufbuild/protobuf";
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  type GraphProto,
  GraphProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  TensorProto_DataType,
  TensorProtoSchema,
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  TypeProto_TensorSchema,
  TypeProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "onnx-buf";

const OPERATOR_SET = 17n;
const FORMAT_VERSION = 8n;

/** The value of an attribute of a node: a whole number, a list of them, or a graph. */
export type AttributeValue = number | number[] | GraphProto;

/** Elements of a constant; their class decides the element type. */
export type ConstantValues = Float32Array | Int32Array | BigInt64Array;

const ELEMENT_TYPES = {
  float32: TensorProto_DataType.FLOAT,
  int32: TensorProto_DataType.INT32,
  int64: TensorProto_DataType.INT64,
  bool: TensorProto_DataType.BOOL,
} as const;

/** The element type of a value. */
export type ElementType = keyof typeof ELEMENT_TYPES;

/**
 * Builds an ONNX graph node by node. Every value has a name; methods return the names of the values they add,
 * to be used as inputs of later nodes. `""` stands for an omitted input.
 */
export class GraphBuilder {
  readonly #name: string;
  readonly #nodes: NodeProto[] = [];
  readonly #constants = new Map<string, ReturnType<typeof tensorProto>>();
  readonly #inputs: ValueInfoProto[] = [];
  readonly #outputs: ValueInfoProto[] = [];
  #values = 0;

  /** @param name Name of the graph; the names of its values begin with it. */
  constructor(name: string) {
    this.#name = name;
  }

  /**
   * Declares an input.
   *
   * @param shape Sizes, given by name if they may differ from call to call; unknown if absent.
   */
  input(name: string, type: ElementType, shape?: (number | string)[]): string {
    this.#inputs.push(valueInfo(name, type, shape));
    return name;
  }

  /** Declares an output: gives a value a public name. */
  output(
    name: string,
    value: string,
    type: ElementType = "float32",
    shape?: (number | string)[],
  ): void {
    this.#nodes.push(
      create(NodeProtoSchema, { opType: "Identity", input: [value], output: [name] }),
    );
    this.#outputs.push(valueInfo(name, type, shape));
  }

  /** Adds a constant. */
  constant(values: ConstantValues, dims: number[] = [values.length]): string {
    const name = this.#fresh("constant");
    this.#constants.set(name, tensorProto(name, dims, values));
    return name;
  }

  /** Adds a constant list of whole numbers, such as sizes or axes. */
  whole(...values: number[]): string {
    return this.constant(BigInt64Array.from(values, BigInt));
  }

  /** Adds a node with one output. */
  add(operator: string, inputs: string[], attributes?: Record<string, AttributeValue>): string {
    return this.addMany(operator, inputs, 1, attributes)[0];
  }

  /** Adds a node with several outputs. */
  addMany(
    operator: string,
    inputs: string[],
    outputs: number,
    attributes: Record<string, AttributeValue> = {},
  ): string[] {
    const names = Array.from({ length: outputs }, () => this.#fresh(operator));
    this.#nodes.push(create(NodeProtoSchema, {
      opType: operator,
      name: names[0],
      input: inputs,
      output: names,
      attribute: Object.entries(attributes).map(([name, value]) => attribute(name, value)),
    }));
    return names;
  }

  /** The graph built so far: the body of a loop, or a whole model. */
  graph(): GraphProto {
    return create(GraphProtoSchema, {
      name: this.#name,
      node: this.#nodes,
      initializer: [...this.#constants.values()],
      input: this.#inputs,
      output: this.#outputs,
    });
  }

  /** The bytes of a model of this graph. */
  model(producer: { name: string; version: string }): Uint8Array<ArrayBuffer> {
    const model = create(ModelProtoSchema, {
      irVersion: FORMAT_VERSION,
      producerName: producer.name,
      producerVersion: producer.version,
      opsetImport: [create(OperatorSetIdProtoSchema, { version: OPERATOR_SET })],
      graph: this.graph(),
    });
    return toBinary(ModelProtoSchema, model);
  }

  #fresh(what: string): string {
    return `${this.#name}/${what}_${this.#values++}`;
  }
}

function attribute(name: string, value: AttributeValue) {
  const { INT, INTS, GRAPH } = AttributeProto_AttributeType;
  if (typeof value === "number") {
    return create(AttributeProtoSchema, { name, type: INT, i: BigInt(value) });
  }
  if (Array.isArray(value)) {
    return create(AttributeProtoSchema, { name, type: INTS, ints: value.map(BigInt) });
  }
  return create(AttributeProtoSchema, { name, type: GRAPH, g: value });
}

function tensorProto(name: string, dims: number[], values: ConstantValues) {
  const type: ElementType = values instanceof Float32Array
    ? "float32"
    : values instanceof Int32Array
    ? "int32"
    : "int64";
  return create(TensorProtoSchema, {
    name,
    dims: dims.map(BigInt),
    dataType: ELEMENT_TYPES[type],
    rawData: new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength),
  });
}

function valueInfo(name: string, type: ElementType, shape?: (number | string)[]): ValueInfoProto {
  const dim = shape?.map((size) =>
    create(TensorShapeProto_DimensionSchema, {
      value: typeof size === "string"
        ? { case: "dimParam", value: size }
        : { case: "dimValue", value: BigInt(size) },
    })
  );
  const tensorType = create(TypeProto_TensorSchema, {
    elemType: ELEMENT_TYPES[type],
    ...dim && { shape: create(TensorShapeProtoSchema, { dim }) },
  });
  const proto = create(TypeProtoSchema, { value: { case: "tensorType", value: tensorType } });
  return create(ValueInfoProtoSchema, { name, type: proto });
}
