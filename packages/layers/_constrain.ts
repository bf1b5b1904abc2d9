import type { Variable } from "@tensorflow/tfjs-core";
import type { layers } from "@tensorflow/tfjs-layers";

/** The cell of tfjs's LSTM, which holds the weights. */
export type LSTMCell = ReturnType<typeof layers.lstmCell>;

/**
 * Makes every update of a constrained weight be followed by its projection. tfjs does so when a weight is set,
 * but its optimizers assign directly to the underlying variable, so that `fit` ignores constraints.
 */
export function constrain(cell: LSTMCell): void {
  const constrained = [
    [cell.kernel, cell.kernelConstraint],
    [cell.recurrentKernel, cell.recurrentConstraint],
    [cell.bias, cell.biasConstraint],
  ] as const;
  for (const [weight, constraint] of constrained) {
    if (!weight || !constraint) continue;
    const variable = weight.read() as Variable;
    const assign = variable.assign.bind(variable);
    variable.assign = (value) => {
      assign(value);
      const projected = constraint.apply(variable);
      assign(projected);
      projected.dispose();
    };
  }
}
