/**
 * The order of the gates in weights and biases, and how other libraries order them.
 *
 * @module
 */

export {
  type Gate,
  GATE_ORDER,
  GATE_ORDERS,
  type GateOrderName,
  permuteGates,
} from "./math/gate_order.ts";
