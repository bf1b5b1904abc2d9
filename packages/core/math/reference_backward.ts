import {
  checkReferenceInput,
  checkReferenceResiduals,
  checkReferenceUpstream,
} from "./_check_reference.ts";
import { normalizeBackward } from "./normalize.ts";
import { gatesOf, matMul, type ReferenceResiduals } from "./reference_forward.ts";
import type { ReferenceGradients, ReferenceInput } from "./reference_types.ts";

/** ∂loss/∂output, for the three differentiable outputs. */
export interface ReferenceUpstream {
  /** `[T, B, H]`; padding is ignored. */
  hs: Float64Array;
  /** `[B, H]`. */
  h: Float64Array;
  /** `[B, H]`. */
  c: Float64Array;
}

/**
 * Back-propagation through time of `referenceForward`, derived by hand in docs/backward_pass.md. The
 * gradient goes through the minibatch statistics; priors and population statistics are
 * constants. Of a batch that is spread over processes, gradients of the parameters are the part that the rows
 * of this one add.
 *
 * @param input What the forward pass was given.
 * @param residuals What the forward pass kept.
 * @param upstream Gradients of the loss with respect to its outputs.
 */
export function referenceBackward(
  input: ReferenceInput,
  residuals: ReferenceResiduals,
  upstream: ReferenceUpstream,
): ReferenceGradients {
  const attempt = "run the reference backward";
  checkReferenceInput(attempt, input);
  checkReferenceResiduals(attempt, input, residuals);
  checkReferenceUpstream(attempt, input, upstream);
  const { shape, parameters, sites, x } = input;
  const { timeSteps: T, batchSize: B, inputSize: I, hiddenSize: H } = shape;
  const { schedule, rows, source } = residuals;
  const ranks = schedule.training ? input.ranks : undefined;
  const wxT = transpose(parameters.wx, 4 * H);
  const whT = transpose(parameters.wh, 4 * H);

  const gradients: ReferenceGradients = {
    x: new Float64Array(T * B * I),
    wx: new Float64Array(I * 4 * H),
    wh: new Float64Array(H * 4 * H),
    bias: new Float64Array(4 * H),
    gammaX: new Float64Array(4 * H),
    gammaH: new Float64Array(4 * H),
    gammaC: new Float64Array(H),
    betaC: new Float64Array(H),
    // Carried back through time: the gradients of the h and c that enter a step.
    h0: upstream.h.slice(),
    c0: upstream.c.slice(),
  };
  const dh = gradients.h0;
  const dc = gradients.c0;
  const dPreAll = new Float64Array(T * B * 4 * H);

  for (let t = residuals.gates.length - 1; t >= 0; t--) {
    const gates = residuals.gates[t];
    const weight = schedule.gradientWeight[t];

    // h_t = σ(o) tanh(y), y = BN(c_t)
    let dCell: Float64Array = new Float64Array(B * H);
    for (const b of rows[t]) {
      for (let j = 0; j < H; j++) {
        const k = b * H + j;
        dh[k] += upstream.hs[source[t * B + b] * H + j];
        dCell[k] = dh[k] * gatesOf(gates, b, j, H)[2] * (1 - residuals.tanhC[t][k] ** 2);
      }
    }
    if (sites.cell === "timestep") {
      const cell = normalizeBackward(dCell, residuals.cell[t], parameters.gammaC, weight, ranks);
      addTo(gradients.gammaC, cell.gamma);
      addTo(gradients.betaC, cell.beta);
      dCell = cell.a;
    }

    // c_t = σ(f) c_{t−1} + σ(i) tanh(g)
    const dPre = dPreAll.subarray(t * B * 4 * H, (t + 1) * B * 4 * H);
    for (const b of rows[t]) {
      for (let j = 0; j < H; j++) {
        const k = b * H + j;
        const [f, i, o, g] = gatesOf(gates, b, j, H);
        const dct = dc[k] + dCell[k];
        const at = b * 4 * H + j;
        dPre[at] = dct * residuals.c[t][k] * f * (1 - f);
        dPre[at + H] = dct * g * i * (1 - i);
        dPre[at + 2 * H] = dh[k] * residuals.tanhC[t][k] * o * (1 - o);
        dPre[at + 3 * H] = dct * i * (1 - g ** 2);
        dc[k] = dct * f;
        for (let gate = 0; gate < 4; gate++) {
          gradients.bias[gate * H + j] += dPre[at + gate * H];
        }
      }
    }

    // BN(h_{t−1} Wh)
    let dHidden: Float64Array = dPre;
    if (sites.hidden === "timestep") {
      const hidden = normalizeBackward(dPre, residuals.hidden[t], parameters.gammaH, weight, ranks);
      addTo(gradients.gammaH, hidden.gamma);
      dHidden = hidden.a;
    }
    addOuter(gradients.wh, residuals.h[t], dHidden, rows[t], H, 4 * H);
    const dhPrevious = matMul(dHidden, whT, 4 * H, H);
    for (const b of rows[t]) dh.set(dhPrevious.subarray(b * H, (b + 1) * H), b * H);

    if (sites.input === "timestep") {
      const term = normalizeBackward(dPre, residuals.input[t], parameters.gammaX, weight, ranks);
      addTo(gradients.gammaX, term.gamma);
      dPre.set(term.a);
    }
  }

  let dInput: Float64Array = dPreAll;
  if (sites.input === "sequence") {
    const weight = schedule.training ? 1 / schedule.batchPairs : 0;
    const term = normalizeBackward(dPreAll, residuals.input[0], parameters.gammaX, weight, ranks);
    addTo(gradients.gammaX, term.gamma);
    dInput = term.a;
  }

  // x_t Wx, for all steps at once
  const dxAll = matMul(dInput, wxT, 4 * H, I);
  for (let t = 0; t < T; t++) {
    for (const b of rows[t]) {
      const row = t * B + b;
      const to = source[row] * I;
      gradients.x.set(dxAll.subarray(row * I, (row + 1) * I), to);
      addOuter(
        gradients.wx,
        x.subarray(to, to + I),
        dInput.subarray(row * 4 * H, (row + 1) * 4 * H),
        [0],
        I,
        4 * H,
      );
    }
  }
  return gradients;
}

/** Adds `b` to `a` element by element. */
function addTo(a: Float64Array, b: Float64Array): void {
  for (let i = 0; i < a.length; i++) a[i] += b[i];
}

/** Adds Aᵀ B over some rows to `sum` `[n, m]`, for A `[·, n]` and B `[·, m]`. */
function addOuter(
  sum: Float64Array,
  a: Float64Array,
  b: Float64Array,
  rows: readonly number[],
  n: number,
  m: number,
): void {
  for (const row of rows) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < m; j++) sum[i * m + j] += a[row * n + i] * b[row * m + j];
    }
  }
}

/** The transpose of a row-major matrix with `columns` columns. */
function transpose(a: Float64Array, columns: number): Float64Array {
  const rows = a.length / columns;
  const result = new Float64Array(a.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result[j * rows + i] = a[i * columns + j];
  }
  return result;
}
