import { BatchNormLSTM, InvalidTypeError } from "@bnlstm/core";
import { checker, instance } from "@bnlstm/data/arguments";
import { type Gate, GATE_ORDER } from "@bnlstm/core/gates";
import { referenceForward } from "@bnlstm/core/reference";
import type { Tensor3D } from "@tensorflow/tfjs-core";
import { SEQUENCE_TENSOR } from "./_sequence_tensor.ts";
import { readArrays } from "../checkpoint/named_arrays.ts";

const check = checker("look at gates", { lstm: instance(BatchNormLSTM), x: SEQUENCE_TENSOR });

/**
 * Distance from the end of its range within which a gate is saturated: below 0.1 or above 0.9 for f, i and o.
 */
const MARGIN = 0.1;

/** The share of values of one gate that are saturated, over all units, steps and rows. */
export interface GateSaturation {
  /** Which gate; g is the candidate, a tanh. */
  gate: Gate;
  /** Share at the lower end of the range: below 0.1, or below −0.8 for g. */
  low: number;
  /** Share at the upper end of the range: above 0.9, or above 0.8 for g. */
  high: number;
}

/**
 * Computes the share of saturated gate values in the first layer of a model while it reads a batch, normalized
 * with the statistics of that batch, by the float64 reference.
 *
 * @param x Input sequences `[T, B, I]`.
 */
export async function gateSaturation(
  lstm: BatchNormLSTM,
  x: Tensor3D,
): Promise<GateSaturation[]> {
  check({ lstm, x });
  const { hiddenSize, sites, epsilon, minShare } = lstm.options;
  const [timeSteps, batchSize, inputSize] = x.shape;
  if (inputSize !== lstm.options.inputSize) {
    throw new InvalidTypeError(
      `Cannot look at gates: x must have ${lstm.options.inputSize} values in a step, got ${inputSize}`,
    );
  }
  const [name] = lstm.cellNames;
  const own = await readArrays(lstm.parameters);
  const parameter = (key: string) => Float64Array.from(own[`${name}.${key}`]?.values ?? []);
  const start = (key: string) => {
    const row = parameter(key);
    return Float64Array.from(
      { length: batchSize * hiddenSize },
      (_, k) => row[k % hiddenSize] ?? 0,
    );
  };
  const { residuals } = referenceForward({
    shape: { timeSteps, batchSize, inputSize, hiddenSize },
    x: Float64Array.from(await x.data()),
    parameters: {
      wx: parameter("wx"),
      wh: parameter("wh"),
      bias: parameter("bias"),
      gammaX: parameter("gammaX"),
      gammaH: parameter("gammaH"),
      gammaC: parameter("gammaC"),
      betaC: parameter("betaC"),
    },
    h0: start("h0"),
    c0: start("c0"),
    sites,
    epsilon,
    mode: "train",
    minShare,
    reverse: false,
  });
  const values = timeSteps * batchSize * hiddenSize;
  return GATE_ORDER.map((gate, block) => {
    const low = gate === "g" ? 2 * MARGIN - 1 : MARGIN;
    const high = gate === "g" ? 1 - 2 * MARGIN : 1 - MARGIN;
    let below = 0;
    let above = 0;
    for (const step of residuals.gates) {
      step.forEach((value, k) => {
        if (Math.floor(k / hiddenSize) % 4 !== block) return;
        if (value < low) below++;
        if (value > high) above++;
      });
    }
    return { gate, low: below / values, high: above / values };
  });
}
