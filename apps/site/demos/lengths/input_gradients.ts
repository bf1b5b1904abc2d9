import { gaussian, initialParameters, uniformSource } from "@bnlstm/core/initializers";
import {
  referenceBackward,
  referenceForward,
  type ReferenceParameters,
} from "@bnlstm/core/reference";
import { perActiveRow } from "./per_active_row.ts";

const [INPUTS, UNITS, SEED] = [8, 8, 1];

/**
 * How much of the loss's gradient reaches the input of each step: its root mean square over the rows that are there,
 * for a BN-LSTM as it starts, drawn inputs, and a loss that reads the last h of each row. By the float64 reference.
 *
 * @param lengths Steps of each row.
 * @param minShare The share of rows that is enough (docs/rules.md, R7).
 */
export function inputGradients(lengths: readonly number[], minShare: number): number[] {
  const [timeSteps, batchSize] = [Math.max(...lengths), lengths.length];
  const sites = { input: "timestep", hidden: "timestep", cell: "timestep" } as const;
  const fresh = initialParameters(
    { inputSize: INPUTS, hiddenSize: UNITS, sites },
    { gamma: 0.1, forgetBias: 1, recurrentInitializer: "authors", seed: SEED },
    0,
  );
  const parameters = Object.fromEntries(
    Object.entries(fresh).map(([name, { values }]) => [name, Float64Array.from(values)]),
  ) as unknown as ReferenceParameters;
  const state = () => new Float64Array(batchSize * UNITS);
  const input = {
    shape: { timeSteps, batchSize, inputSize: INPUTS, hiddenSize: UNITS },
    x: gaussian(timeSteps * batchSize * INPUTS, uniformSource(SEED, 1)),
    lengths,
    parameters,
    h0: state(),
    c0: state(),
    sites,
    epsilon: 1e-5,
    mode: "train" as const,
    minShare,
    reverse: false,
  };
  const { residuals } = referenceForward(input);
  const { x } = referenceBackward(input, residuals, {
    hs: new Float64Array(timeSteps * batchSize * UNITS),
    h: gaussian(batchSize * UNITS, uniformSource(SEED, 2), 1 / batchSize),
    c: state(),
  });
  const squares = Array.from({ length: timeSteps }, (_, t) => {
    const step = x.subarray(t * batchSize * INPUTS, (t + 1) * batchSize * INPUTS);
    return step.reduce((sum, value) => sum + value * value, 0);
  });
  return perActiveRow(squares, lengths);
}
