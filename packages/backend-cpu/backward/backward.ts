import type { BnLstmAttributes, DifferentiableInput, SequenceShape } from "@bnlstm/core/kernels";
import { type CellBackward, throughCell, throughOutput } from "./cell_backward.ts";
import { flush } from "../arrays/flush.ts";
import { gemm } from "../arrays/gemm.ts";
import { matrix, moveTo, transpose } from "../arrays/matrix.ts";
import { recallHidden } from "../forward/emit_hidden.ts";
import type { Residuals } from "../kernels/residuals.ts";
import { standardize } from "../forward/site.ts";
import {
  addNormalizedSums,
  addOtherSums,
  createTermGradient,
  normalizeBackward,
} from "./term_gradient.ts";
import { flushRows, reserveRows } from "./weight_gradient.ts";

/** Values of the inputs of the backward kernel, except the residuals. */
export type BackwardInputs = Record<
  "dHs" | "dH" | "dC" | Exclude<DifferentiableInput, "bias">,
  Float32Array
>;

/** The backward kernel on plain arrays. The derivation is in docs/backward_pass.md. */
export function backward(
  inputs: BackwardInputs,
  residuals: Residuals,
  shape: SequenceShape,
  attributes: BnLstmAttributes,
): Record<DifferentiableInput, Float32Array> {
  const { timeSteps: T, batchSize: B, inputSize: I, hiddenSize: H } = shape;
  const { sites, schedule, returnSequences, ranks } = attributes;
  const { steps, active, gradientWeight, pairs } = schedule;
  const sequence = sites.input === "sequence";

  const gates = matrix(residuals.gates, B);
  const gatesBefore = matrix(residuals.gates, B);
  const hiddenNormalized = matrix(residuals.hiddenNormalized, B);
  const cell = matrix(residuals.cell, B);
  const cellBefore = matrix(residuals.cell, B);
  const cellTanh = matrix(residuals.cellTanh, B);
  const cellTanhBefore = matrix(residuals.cellTanh, B);

  const initialH = matrix(inputs.h0, H);
  const initialC = matrix(new Float32Array(H * B), B);
  transpose(matrix(inputs.c0, H), B, H, initialC);

  const dHs = returnSequences ? matrix(inputs.dHs, H) : undefined;
  const cellState: CellBackward = {
    hiddenSize: H,
    normalized: sites.cell !== "none",
    gamma: sites.cell === "none" ? new Float32Array(H).fill(1) : inputs.gammaC,
    scale: residuals.cellScale,
    scaleRows: residuals.cellScale.length / (2 * H),
    dh: matrix(new Float32Array(H * B), B),
    dc: matrix(new Float32Array(H * B), B),
    gammaGradient: new Float64Array(H),
    betaGradient: new Float64Array(H),
    stepSums: new Float64Array(4 * H),
    cellSums: new Float64Array(2 * H),
    cellOutputGradient: new Float64Array(H * B),
  };
  const { dh, dc, stepSums } = cellState;
  transpose(matrix(inputs.dH, H), B, H, dh);
  transpose(matrix(inputs.dC, H), B, H, dc);

  const hidden = createTermGradient(
    sites.hidden !== "none",
    inputs.gammaH,
    residuals.hiddenScale,
    H,
    B,
  );
  const input = createTermGradient(
    sites.input !== "none",
    inputs.gammaX,
    residuals.inputScale,
    I,
    B,
  );
  const biasGradient = new Float64Array(4 * H);
  // With statistics over the sequence, the gradients of all steps are needed before any can be propagated
  // further.
  const dPre = matrix(new Float32Array((sequence ? pairs : B) * 4 * H), B);
  const daRows = matrix(new Float32Array(B * 4 * H), 4 * H);
  const inputTerm = matrix(new Float32Array(B * 4 * H), B);
  const x = matrix(inputs.x, I);
  const dx = matrix(new Float32Array(T * B * I), I);
  const wx = matrix(inputs.wx, 4 * H);
  const wh = matrix(inputs.wh, 4 * H);
  const wxT = matrix(new Float32Array(4 * H * I), I);
  transpose(wx, I, 4 * H, wxT);

  /** x̂ of the input term of step t, into `inputTerm`. */
  const recallInput = (t: number) => {
    const n = active[t];
    x.offset = t * B * I;
    inputTerm.stride = n;
    gemm(x, n, wxT, 4 * H, I, inputTerm);
    standardize(inputTerm, 4 * H, n, input.scale, input.scaleRows, t);
  };
  /** From `dPre`, `inputTerm` and the sums to the gradients of x and Wx. */
  const finishInput = (t: number, weight: number) => {
    const n = active[t];
    reserveRows(input.weights, n);
    x.offset = t * B * I;
    transpose(x, n, I, input.weights.left);
    normalizeBackward(input, dPre, inputTerm, n, t, weight, daRows);
    dx.offset = t * B * I;
    gemm(wx, I, daRows, n, 4 * H, dx);
  };

  for (let t = steps - 1, end = pairs; t >= 0; t--) {
    const n = active[t];
    const weight = gradientWeight[t];
    const first = end - n;
    end = first;
    moveTo(gates, first, n, 4 * H);
    moveTo(hiddenNormalized, first, n, 4 * H);
    moveTo(cell, first, n, H);
    moveTo(cellTanh, first, n, H);
    moveTo(dPre, sequence ? first : 0, n, 4 * H);
    if (t > 0) {
      const before = active[t - 1];
      moveTo(gatesBefore, first - before, before, 4 * H);
      moveTo(cellBefore, first - before, before, H);
      moveTo(cellTanhBefore, first - before, before, H);
    }
    if (dHs) dHs.offset = t * B * H;

    throughOutput(cellState, gates, cell, cellTanh, dHs, dPre, n, t);
    if (ranks && cellState.normalized) ranks.sum(cellState.cellSums);
    throughCell(cellState, gates, cell, t > 0 ? cellBefore : initialC, dPre, n, t, weight);
    for (let j = 0; j < 4 * H; j++) biasGradient[j] += stepSums[j];

    reserveRows(hidden.weights, n);
    if (t > 0) recallHidden(gatesBefore, cellTanhBefore, H, n, hidden.weights.left);
    else transpose(initialH, n, H, hidden.weights.left);
    if (hidden.normalized) {
      hidden.sums.set(stepSums);
      hidden.normalizedSums.fill(0);
      addNormalizedSums(hidden, dPre, hiddenNormalized, n);
    }
    if (input.normalized) {
      recallInput(t);
      if (sequence) {
        for (let j = 0; j < 4 * H; j++) input.sums[j] += stepSums[j];
      } else {
        input.sums.set(stepSums);
        input.normalizedSums.fill(0);
      }
      addNormalizedSums(input, dPre, inputTerm, n);
    }
    if (ranks) addOtherSums(sequence ? [hidden] : [hidden, input], ranks);

    normalizeBackward(hidden, dPre, hiddenNormalized, n, t, weight, daRows);
    gemm(daRows, n, wh, H, 4 * H, dh);
    if (!sequence) finishInput(t, weight);
  }
  if (sequence) {
    const weight = schedule.training ? 1 / schedule.batchPairs : 0;
    if (ranks) addOtherSums([input], ranks);
    for (let t = 0, first = 0; t < steps; first += active[t], t++) {
      moveTo(dPre, first, active[t], 4 * H);
      recallInput(t);
      finishInput(t, weight);
    }
  }
  for (const { weights } of [hidden, input]) {
    flushRows(weights);
    const { values } = weights.sum;
    for (let k = 0; k < values.length; k++) values[k] = flush(values[k]);
  }

  const h0 = matrix(new Float32Array(B * H), H);
  const c0 = matrix(new Float32Array(B * H), H);
  transpose(dh, H, B, h0);
  transpose(dc, H, B, c0);
  return {
    x: dx.values,
    wx: input.weights.sum.values,
    wh: hidden.weights.sum.values,
    bias: Float32Array.from(biasGradient),
    gammaX: Float32Array.from(input.gammaGradient),
    gammaH: Float32Array.from(hidden.gammaGradient),
    gammaC: Float32Array.from(cellState.gammaGradient),
    betaC: Float32Array.from(cellState.betaGradient),
    h0: h0.values,
    c0: c0.values,
  };
}
