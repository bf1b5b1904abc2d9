import { check, integer, must, oneOf } from "./_rules.ts";
import { InvalidRangeError } from "./invalid_input.ts";

/** One gate of an LSTM: forget, input, output, or the candidate `g` (tanh). */
export type Gate = "f" | "i" | "o" | "g";

/** The order of the four blocks of H columns in every parameter of this library: the paper's. */
export const GATE_ORDER: readonly Gate[] = ["f", "i", "o", "g"];

/** Gate orders by the name of who uses them. */
export const GATE_ORDERS = {
  /** The paper and this library. */
  paper: GATE_ORDER,
  /** The code the paper's authors published. */
  authors: ["g", "f", "i", "o"],
  /** `torch.nn.LSTM`. */
  pytorch: ["i", "f", "g", "o"],
  /** Keras and tfjs-layers, which call the candidate `c`. */
  keras: ["i", "f", "g", "o"],
  /** The `LSTM` operator of ONNX, which calls the candidate `c`. */
  onnx: ["i", "o", "f", "g"],
  /** tfjs `basicLSTMCell`, which calls the candidate `j`. */
  basicLSTMCell: ["i", "g", "f", "o"],
} as const satisfies Record<string, readonly Gate[]>;

/** The name of a gate order. */
export type GateOrderName = keyof typeof GATE_ORDERS;

/**
 * Rearranges the gate blocks of a matrix from one order to another.
 *
 * @param values Matrix `[rows, 4H]`, row-major; a vector is one row.
 * @param hiddenSize H, the width of one block.
 * @param from The order `values` is in.
 * @param to The order wanted.
 * @returns A new array `[rows, 4H]`.
 * @throws {RangeError} If the length of `values` is not a multiple of 4H.
 */
export function permuteGates(
  values: Float32Array,
  hiddenSize: number,
  from: GateOrderName,
  to: GateOrderName,
): Float32Array {
  const name = oneOf(...Object.keys(GATE_ORDERS));
  check("permute gates", { values, hiddenSize, from, to }, {
    values: must("a Float32Array", (values) => values instanceof Float32Array),
    hiddenSize: integer(1),
    from: name,
    to: name,
  });
  const width = 4 * hiddenSize;
  if (values.length % width !== 0) {
    throw new InvalidRangeError(
      `Cannot permute gates: length must be a multiple of 4 x ${hiddenSize}, got ${values.length}`,
    );
  }
  const source: readonly Gate[] = GATE_ORDERS[from];
  const result = new Float32Array(values.length);
  for (let row = 0; row < values.length; row += width) {
    GATE_ORDERS[to].forEach((gate, block) => {
      const start = row + source.indexOf(gate) * hiddenSize;
      result.set(values.subarray(start, start + hiddenSize), row + block * hiddenSize);
    });
  }
  return result;
}
