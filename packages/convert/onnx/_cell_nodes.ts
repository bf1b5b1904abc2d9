import { permuteGates } from "@bnlstm/core/gates";
import type { FoldedCell } from "../_fold_statistics.ts";
import { transpose } from "../_transpose.ts";
import { GraphBuilder } from "./_graph_builder.ts";
import type { SequenceScope } from "./_sequence_scope.ts";

/** Names of h and c `[B, H]`. */
export interface StateNames {
  h: string;
  c: string;
}

/** Names of the outputs of a cell: h of every step `[T, B, H]`, zero in padding, and the last state. */
export interface CellNames extends StateNames {
  hs: string;
}

/**
 * A cell as one `LSTM` operator, which has no statistics. This is possible if those of the hidden term do not
 * vary, so that they can be folded into its matrix, and the cell term is not normalized. An input term that
 * varies is computed beforehand and passed through an identity matrix.
 *
 * @param x Name of its input `[T, B, I]`.
 * @param state Names of the initial state.
 */
export function lstmNode(
  graph: GraphBuilder,
  scope: SequenceScope,
  { x, cell, state }: { x: string; cell: FoldedCell; state: StateNames },
): CellNames {
  const width = cell.shift.features;
  const H = width / 4;
  let [input, wx, shift] = [x, cell.wx, cell.shift.values];
  if (cell.shift.rows > 1) {
    input = inputTerm(graph, scope, x, cell);
    wx = Float32Array.from({ length: width * width }, (_, k) => Number(k % (width + 1) === 0));
    shift = new Float32Array(width);
  }
  const gates = (matrix: Float32Array) =>
    graph.constant(transpose(permuteGates(matrix, H, "paper", "onnx"), width), [
      1,
      width,
      matrix.length / width,
    ]);
  const bias = new Float32Array(2 * width);
  bias.set(permuteGates(shift, H, "paper", "onnx"));
  const directions = graph.whole(0);
  const initial = [state.h, state.c].map((name) => graph.add("Unsqueeze", [name, directions]));
  const [hs, h, c] = graph.addMany(
    "LSTM",
    [
      input,
      gates(wx),
      gates(cell.wh),
      graph.constant(bias, [1, 2 * width]),
      scope.lengths ?? "",
      ...initial,
    ],
    3,
    { hidden_size: H },
  );
  return {
    hs: withoutPadding(graph, scope, graph.add("Squeeze", [hs, graph.whole(1)])),
    h: graph.add("Squeeze", [h, directions]),
    c: graph.add("Squeeze", [c, directions]),
  };
}

/** A cell as a `Scan` over time, whose body is one step: for statistics that differ from step to step. */
export function scanNode(
  graph: GraphBuilder,
  scope: SequenceScope,
  { x, cell, state }: { x: string; cell: FoldedCell; state: StateNames },
): CellNames {
  const { hiddenScale, shift: { features: width } } = cell;
  const H = width / 4;
  const sequences: string[] = [];
  const body = new GraphBuilder(`${x}/step`);
  const h = body.input("h_before", "float32");
  const c = body.input("c_before", "float32");
  /** Passes to the body, at each step, that step of a sequence. */
  const scanned = (name: string, sequence: string, type: "float32" | "bool" = "float32") => {
    sequences.push(sequence);
    return body.input(name, type);
  };
  /** Rows of a table; a table that does not vary is visible in the body under its outer name. */
  const rows = (name: string, table: FoldedCell["shift"]) =>
    table.rows === 1 ? scope.rows(table) : scanned(name, scope.rows(table));

  const z = scanned("input_term", inputTerm(graph, scope, x, cell));
  let recurrent = body.add("MatMul", [h, graph.constant(cell.wh, [H, width])]);
  if (hiddenScale) recurrent = body.add("Mul", [recurrent, rows("hidden_scale", hiddenScale)]);
  const gates = body.add("Add", [z, recurrent]);
  const [logistic, g] = body.addMany("Split", [gates, graph.whole(3 * H, H)], 2, { axis: 1 });
  const [f, i, o] = body.addMany("Split", [body.add("Sigmoid", [logistic])], 3, { axis: 1 });
  const kept = body.add("Mul", [f, c]);
  let nextC = body.add("Add", [kept, body.add("Mul", [i, body.add("Tanh", [g])])]);
  let seen = nextC;
  if (cell.cell) {
    seen = body.add("Mul", [seen, rows("cell_scale", cell.cell.scale)]);
    seen = body.add("Add", [seen, rows("cell_shift", cell.cell.shift)]);
  }
  let nextH = body.add("Mul", [o, body.add("Tanh", [seen])]);
  if (scope.active !== undefined) {
    const active = scanned("active", scope.active, "bool");
    nextH = body.add("Where", [active, nextH, h]);
    nextC = body.add("Where", [active, nextC, c]);
  }
  body.output("h_after", nextH);
  body.output("c_after", nextC);
  body.output("h_of_step", nextH);
  const [lastH, lastC, hs] = graph.addMany("Scan", [state.h, state.c, ...sequences], 3, {
    body: body.graph(),
    num_scan_inputs: sequences.length,
  });
  return { hs: withoutPadding(graph, scope, hs), h: lastH, c: lastC };
}

/** inputScale_t ∘ (x_t Wx) + shift_t at all steps `[T, B, 4H]`. */
function inputTerm(
  graph: GraphBuilder,
  scope: SequenceScope,
  x: string,
  { wx, inputScale, shift }: FoldedCell,
): string {
  const width = shift.features;
  let term = graph.add("MatMul", [x, graph.constant(wx, [wx.length / width, width])]);
  if (inputScale) term = graph.add("Mul", [term, scope.rowsOfSequences(inputScale)]);
  return graph.add("Add", [term, scope.rowsOfSequences(shift)]);
}

function withoutPadding(graph: GraphBuilder, scope: SequenceScope, hs: string): string {
  if (scope.active === undefined) return hs;
  return graph.add("Where", [scope.active, hs, graph.constant(new Float32Array(1), [])]);
}
