import {
  type BnLstmAttributes,
  type DifferentiableInput,
  type SequenceShape,
  siteFeatures,
  statisticsRows,
} from "@bnlstm/core/kernels";
import type { SiteName } from "@bnlstm/core";
import { activateGates } from "./activate_gates.ts";
import { emitHidden } from "./emit_hidden.ts";
import { gemm } from "../arrays/gemm.ts";
import { matrix, moveTo, transpose } from "../arrays/matrix.ts";
import type { Residuals } from "../kernels/residuals.ts";
import { scaleSequence } from "./scale_sequence.ts";
import { createSite, scaleStep } from "./site.ts";
import { updateCell } from "./update_cell.ts";

/** Values of the inputs of the forward kernel, laid out as the contract says. */
export type ForwardInputs = Record<DifferentiableInput | `${SiteName}Prior`, Float32Array>;

/** Values of the outputs of the forward kernel, and what the backward kernel needs. */
export interface ForwardResult {
  /** `[T, B, H]` or empty. */
  hs: Float32Array;
  /** `[B, H]`. */
  h: Float32Array;
  /** `[B, H]`. */
  c: Float32Array;
  /** `[2, S, 4H]`. */
  inputStatistics: Float32Array;
  /** `[2, S, 4H]`. */
  hiddenStatistics: Float32Array;
  /** `[2, S, H]`. */
  cellStatistics: Float32Array;
  /** Present only with `keepResiduals`. */
  residuals?: Residuals;
}

/** The forward kernel on plain arrays. Apart from its outputs and residuals it needs O(B H + H²) memory. */
export function forward(
  inputs: ForwardInputs,
  shape: SequenceShape,
  attributes: BnLstmAttributes,
): ForwardResult {
  const { timeSteps: T, batchSize: B, inputSize: I, hiddenSize: H } = shape;
  const { sites, schedule, returnSequences, keepResiduals } = attributes;
  const { steps, active } = schedule;

  const siteOf = (name: SiteName, gamma: Float32Array) =>
    createSite({
      normalization: sites[name],
      features: siteFeatures(name, H),
      gamma,
      prior: inputs[`${name}Prior`],
      timeSteps: T,
      statisticsRows: statisticsRows(attributes, name),
      keepScale: keepResiduals,
    });
  const input = siteOf("input", inputs.gammaX);
  const hidden = siteOf("hidden", inputs.gammaH);
  const cellSite = siteOf("cell", inputs.gammaC);
  const betaC = sites.cell === "none" ? new Float32Array(H) : inputs.betaC;

  // Blocks of one step. Without a backward pass there are only these.
  const pairs = keepResiduals ? schedule.pairs : B;
  const keepHidden = keepResiduals && sites.hidden !== "none";
  const gates = matrix(new Float32Array(pairs * 4 * H), B);
  const hiddenTerm = matrix(new Float32Array((keepHidden ? pairs : B) * 4 * H), B);
  const cell = matrix(new Float32Array(pairs * H), B);
  const cellTanh = matrix(new Float32Array(pairs * H), B);
  const inputTerm = matrix(new Float32Array(B * 4 * H), B);

  const x = matrix(inputs.x, I);
  const wxT = matrix(new Float32Array(4 * H * I), I);
  const whT = matrix(new Float32Array(4 * H * H), H);
  transpose(matrix(inputs.wx, 4 * H), I, 4 * H, wxT);
  transpose(matrix(inputs.wh, 4 * H), H, 4 * H, whT);

  const h = matrix(inputs.h0.slice(), H);
  const c = matrix(new Float32Array(H * B), B);
  transpose(matrix(inputs.c0, H), B, H, c);
  const hs = new Float32Array(returnSequences ? T * B * H : 0);
  const hsStep = returnSequences ? matrix(hs, H) : h;

  const computeInputTerm = (t: number) => {
    x.offset = t * B * I;
    inputTerm.stride = active[t];
    gemm(x, active[t], wxT, 4 * H, I, inputTerm);
  };
  if (sites.input === "sequence") {
    scaleSequence(input, inputTerm, computeInputTerm, attributes);
  }

  for (let t = 0, first = 0; t < steps; first += active[t], t++) {
    const n = active[t];
    const block = keepResiduals ? first : 0;
    moveTo(gates, block, n, 4 * H);
    moveTo(hiddenTerm, keepHidden ? first : 0, n, 4 * H);
    moveTo(cell, block, n, H);
    moveTo(cellTanh, block, n, H);
    if (returnSequences) hsStep.offset = t * B * H;

    computeInputTerm(t);
    gemm(h, n, whT, 4 * H, H, hiddenTerm);
    scaleStep([[input, inputTerm], [hidden, hiddenTerm]], t, attributes);
    activateGates(inputTerm, hiddenTerm, gates, input, hidden, inputs.bias, n, t);
    updateCell(gates, c, cell, H, n);
    scaleStep([[cellSite, cell]], t, attributes);
    emitHidden(gates, cell, cellTanh, cellSite, betaC, h, hsStep, n, t);
  }

  const last = matrix(new Float32Array(B * H), H);
  transpose(c, H, B, last);
  return {
    hs,
    h: h.values,
    c: last.values,
    inputStatistics: input.statistics,
    hiddenStatistics: hidden.statistics,
    cellStatistics: cellSite.statistics,
    residuals: keepResiduals
      ? {
        gates: gates.values,
        hiddenNormalized: keepHidden ? hiddenTerm.values : new Float32Array(0),
        cell: cell.values,
        cellTanh: cellTanh.values,
        inputScale: input.scale,
        hiddenScale: hidden.scale,
        cellScale: cellSite.scale,
      }
      : undefined,
  };
}
