import { flush } from "../arrays/flush.ts";
import type { Matrix } from "../arrays/matrix.ts";
import { scaleOffset } from "../forward/site.ts";

/** Everything about the cell that does not change from step to step of a backward pass. */
export interface CellBackward {
  /** H. */
  hiddenSize: number;
  /** Whether the cell site is normalized. */
  normalized: boolean;
  /** γ_c; ones where not normalized. */
  gamma: Float32Array;
  /** Scale of the cell site `[2, scaleRows, H]`. */
  scale: Float32Array;
  /** Rows of `scale`. */
  scaleRows: number;
  /** ∂loss/∂h that a step receives from later ones `[H, B]`. */
  dh: Matrix;
  /** ∂loss/∂c likewise `[H, B]`; updated. */
  dc: Matrix;
  /** Σ over rows and steps of the gradient of BN(c) times ĉ `[H]`. */
  gammaGradient: Float64Array;
  /** Σ of the gradient of BN(c) `[H]`. */
  betaGradient: Float64Array;
  /** Σ of `dPre` over the rows of the current step `[4H]`. */
  stepSums: Float64Array;
  /** Σ of the gradient of BN(c) over the rows of the current step, then Σ of it times ĉ `[2H]`. */
  cellSums: Float64Array;
  /** The gradient of BN(c) `[H, n]`. */
  cellOutputGradient: Float64Array;
}

/**
 * Backward through one step from h to the normalized cell and the output gate (equation 8 of the paper;
 * docs/backward_pass.md). Writes `cellSums`, to which the caller then adds those of other processes.
 *
 * @param state Sums and states carried from step to step.
 * @param gates Activated gates `[4H, n]`.
 * @param cell c_t `[H, n]`.
 * @param cellTanh tanh(BN(c_t)) `[H, n]`.
 * @param dHs ∂loss/∂h_t from outside `[n, H]`; undefined if sequences were not returned.
 * @param dPre Result `[4H, n]`, of which the block of o is set.
 * @param n Number of rows.
 * @param t The step.
 */
export function throughOutput(
  state: CellBackward,
  gates: Matrix,
  cell: Matrix,
  cellTanh: Matrix,
  dHs: Matrix | undefined,
  dPre: Matrix,
  n: number,
  t: number,
): void {
  const { hiddenSize: H, scale, scaleRows, dh, stepSums, cellSums, cellOutputGradient } = state;
  const gate = gates.values;
  const means = scaleOffset(scaleRows, H, t);
  const rstds = means + scaleRows * H;
  for (let j = 0; j < H; j++) {
    const o = gates.offset + (2 * H + j) * gates.stride;
    const dO = dPre.offset + (2 * H + j) * dPre.stride;
    const c = cell.offset + j * cell.stride;
    const tanh = cellTanh.offset + j * cellTanh.stride;
    const dhAt = dh.offset + j * dh.stride;
    const to = j * n;
    const mean = scale[means + j];
    const rstd = scale[rstds + j];
    let sum = 0, sumNormalized = 0, sumO = 0;
    for (let b = 0; b < n; b++) {
      const dhb = flush(
        dHs === undefined
          ? dh.values[dhAt + b]
          : dh.values[dhAt + b] + dHs.values[dHs.offset + b * dHs.stride + j],
      );
      const ob = gate[o + b];
      const tanhB = cellTanh.values[tanh + b];
      const dy = dhb * ob * (1 - tanhB * tanhB);
      const dPreO = Math.fround(flush(dhb * tanhB * ob * (1 - ob)));
      cellOutputGradient[to + b] = dy;
      sum += dy;
      sumNormalized += dy * (cell.values[c + b] - mean) * rstd;
      dPre.values[dO + b] = dPreO;
      sumO += dPreO;
    }
    if (state.normalized) {
      state.gammaGradient[j] += sumNormalized;
      state.betaGradient[j] += sum;
    }
    cellSums[j] = sum;
    cellSums[H + j] = sumNormalized;
    stepSums[2 * H + j] = sumO;
  }
}

/**
 * Backward from the normalized cell to c_{t−1} and the other gates before their activation (equation 7, and σ
 * and tanh of equation 6); called after {@linkcode throughOutput}.
 *
 * @param cellBefore c_{t−1} `[H, n]`.
 * @param dPre Result `[4H, n]`, of which the blocks of f, i and g are set.
 * @param weight λ_t / n_t.
 */
export function throughCell(
  state: CellBackward,
  gates: Matrix,
  cell: Matrix,
  cellBefore: Matrix,
  dPre: Matrix,
  n: number,
  t: number,
  weight: number,
): void {
  const { hiddenSize: H, scale, scaleRows, dc, stepSums, cellSums, cellOutputGradient } = state;
  const gate = gates.values;
  const w = state.normalized ? weight : 0;
  const means = scaleOffset(scaleRows, H, t);
  const rstds = means + scaleRows * H;
  const fToI = H * gates.stride;
  const dFToI = H * dPre.stride;
  for (let j = 0; j < H; j++) {
    const f = gates.offset + j * gates.stride;
    const i = f + fToI;
    const g = f + 3 * fToI;
    const df = dPre.offset + j * dPre.stride;
    const di = df + dFToI;
    const dg = df + 3 * dFToI;
    const c = cell.offset + j * cell.stride;
    const before = cellBefore.offset + j * cellBefore.stride;
    const dcAt = dc.offset + j * dc.stride;
    const from = j * n;
    const mean = scale[means + j];
    const rstd = scale[rstds + j];
    const gain = state.gamma[j] * rstd;
    const fromSum = w * cellSums[j];
    const fromNormalized = w * cellSums[H + j] * rstd;
    // The sum is over the values as stored, so that a gradient that its own mean cancels, as that of a single
    // row does, cancels exactly.
    let sumF = 0, sumI = 0, sumG = 0;
    for (let b = 0; b < n; b++) {
      const dCell = flush(
        dc.values[dcAt + b] +
          gain *
            (cellOutputGradient[from + b] - fromSum - (cell.values[c + b] - mean) * fromNormalized),
      );
      const fb = gate[f + b];
      const ib = gate[i + b];
      const gb = gate[g + b];
      const dPreF = Math.fround(flush(dCell * cellBefore.values[before + b] * fb * (1 - fb)));
      const dPreI = Math.fround(flush(dCell * gb * ib * (1 - ib)));
      const dPreG = Math.fround(flush(dCell * ib * (1 - gb * gb)));
      dPre.values[df + b] = dPreF;
      dPre.values[di + b] = dPreI;
      dPre.values[dg + b] = dPreG;
      dc.values[dcAt + b] = dCell * fb;
      sumF += dPreF;
      sumI += dPreI;
      sumG += dPreG;
    }
    stepSums[j] = sumF;
    stepSums[H + j] = sumI;
    stepSums[3 * H + j] = sumG;
  }
}
