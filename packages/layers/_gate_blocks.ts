import { GATE_ORDERS, type GateOrderName } from "@bnlstm/core/gates";
import { concat, split, type Tensor } from "@tensorflow/tfjs-core";

/**
 * Rearranges the gate blocks of a tensor `[…, 4H]` from one order to another, differentiably. The layers keep
 * their weights in the order of Keras, like `tf.layers.lstm`; the kernels use that of the paper.
 */
export function permuteGateBlocks<T extends Tensor>(
  tensor: T,
  from: GateOrderName,
  to: GateOrderName,
): T {
  const blocks = split(tensor, 4, tensor.rank - 1);
  const source: readonly string[] = GATE_ORDERS[from];
  return concat(GATE_ORDERS[to].map((gate) => blocks[source.indexOf(gate)]), tensor.rank - 1) as T;
}
