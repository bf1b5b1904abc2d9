/**
 * Export of models to ONNX, for inference in another runtime.
 *
 * @module
 */

import { InvalidRangeError } from "@bnlstm/core";
import { boolean, optional, record } from "@bnlstm/data/arguments";
import manifest from "../deno.json" with { type: "json" };
import { foldStatistics } from "../_fold_statistics.ts";
import { checkModel, modelCells, type PortableModel } from "../portable_model.ts";
import { type CellNames, lstmNode, scanNode, type StateNames } from "./_cell_nodes.ts";
import { GraphBuilder } from "./_graph_builder.ts";
import { SequenceScope } from "./_sequence_scope.ts";

/** Which inputs a model takes besides the sequences. */
export interface OnnxOptions {
  /** Whether rows have lengths of their own: input `lengths [batch]`, int32. */
  lengths?: boolean;
  /**
   * Whether a call may continue where the last one ended. This adds the inputs `time` (int32, the number of
   * previous steps) and h and c of each cell (`layer0.h0`, `layer0.c0 [batch, H]`), and the outputs `layer0.h`
   * and `layer0.c`.
   */
  streaming?: boolean;
}

const ATTEMPT = "export the model to ONNX";
const OPTIONS = record({ lengths: optional(boolean), streaming: optional(boolean) });

/**
 * Encodes a model as ONNX (operator set 17), for onnxruntime and other programs that read it.
 *
 * Inputs are `x [time, batch, I]` and those of the options. Outputs are `hs [time, batch, features]`, zero in
 * padding; `h [batch, features]`, the last of each row; and `logits`, the output of the head, if there is one.
 * The sizes `time` and `batch` may differ from call to call.
 *
 * Population statistics are part of the file, and step t is normalized with row `min(t, T_max − 1)`. Where statistics
 * do not vary over time, or there are none, each cell is one `LSTM` operator; otherwise it is a `Scan`.
 *
 * Results are those of `BatchNormLSTM.apply` in mode `"eval"` to about 1e-6 of the largest value, in float32.
 * Over hundreds of steps the approximations of tanh and sigmoid in onnxruntime make the difference larger
 * (docs/onnx.md).
 *
 * @throws {TypeError} If the model is not complete, or an option is unknown.
 * @throws {RangeError} If a bidirectional model is to stream.
 */
export function exportOnnx(
  model: PortableModel,
  options: OnnxOptions = {},
): Uint8Array<ArrayBuffer> {
  OPTIONS(ATTEMPT, "options", options);
  const { lengths = false, streaming = false } = options;
  checkModel(model, ATTEMPT);
  const { inputSize, hiddenSize, layers, bidirectional } = model.options;
  if (streaming && bidirectional) {
    throw new InvalidRangeError(`Cannot ${ATTEMPT}: a bidirectional model cannot stream`);
  }
  const cells = modelCells(model.options).map((cell) => ({
    ...cell,
    folded: foldStatistics(model, cell),
  }));
  const varies = model.options.initialState === "learned" ||
    cells.some(({ folded: { shift, cell } }) => shift.rows > 1 || (cell?.scale.rows ?? 1) > 1);

  const graph = new GraphBuilder("bnlstm");
  const x = graph.input("x", "float32", ["time", "batch", inputSize]);
  const rowLengths = lengths ? graph.input("lengths", "int32", ["batch"]) : undefined;
  // Without statistics the number of previous steps does not matter.
  const time = streaming && varies ? graph.input("time", "int32", []) : undefined;
  const scope = new SequenceScope(graph, x, rowLengths, time);

  let sequences = x;
  let last: CellNames[] = [];
  for (let layer = 0; layer < layers; layer++) {
    last = cells.filter((cell) => cell.layer === layer).map(({ name, reverse, folded }) => {
      const state = startOf(model, name, scope, streaming ? graph : undefined);
      const read = reverse ? scope.reversed(sequences) : sequences;
      const node = folded.hiddenScale || folded.cell ? scanNode : lstmNode;
      const outputs = node(graph, scope, { x: read, cell: folded, state });
      if (streaming) {
        graph.output(`${name}.h`, outputs.h, "float32", ["batch", hiddenSize]);
        graph.output(`${name}.c`, outputs.c, "float32", ["batch", hiddenSize]);
      }
      return reverse ? { ...outputs, hs: scope.reversed(outputs.hs) } : outputs;
    });
    sequences = join(graph, last.map(({ hs }) => hs), 2);
  }
  const features = hiddenSize * last.length;
  const h = join(graph, last.map((outputs) => outputs.h), 1);
  graph.output("hs", sequences, "float32", ["time", "batch", features]);
  graph.output("h", h, "float32", ["batch", features]);
  if (model.head) {
    const { weight, bias, reads } = model.head;
    const product = graph.add("MatMul", [
      reads === "every" ? sequences : h,
      graph.constant(weight.values, weight.shape),
    ]);
    graph.output(
      "logits",
      graph.add("Add", [product, graph.constant(bias.values)]),
      "float32",
      [...reads === "every" ? ["time"] : [], "batch", bias.values.length],
    );
  }
  return graph.model({ name: manifest.name, version: manifest.version });
}

/**
 * The initial state of a cell: zero or learned, or in a stream the state in which the last call ended.
 *
 * @param stream The graph, if it streams.
 */
function startOf(
  { options: { hiddenSize, initialState }, parameters }: PortableModel,
  cell: string,
  scope: SequenceScope,
  stream?: GraphBuilder,
): StateNames {
  const start = (name: "h0" | "c0") => {
    const learned = initialState === "learned"
      ? scope.repeated(parameters[`${cell}.${name}`].values)
      : undefined;
    if (!stream) return learned ?? scope.repeated(new Float32Array(hiddenSize));
    const given = stream.input(`${cell}.${name}`, "float32", ["batch", hiddenSize]);
    return learned ? scope.atStart(learned, given) : given;
  };
  return { h: start("h0"), c: start("c0") };
}

function join(graph: GraphBuilder, names: string[], axis: number): string {
  return names.length === 1 ? names[0] : graph.add("Concat", names, { axis });
}
