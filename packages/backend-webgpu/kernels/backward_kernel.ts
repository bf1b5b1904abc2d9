import {
  type BnLstmAttributes,
  type BnLstmBackwardInputs,
  DIFFERENTIABLE_INPUTS,
  type DifferentiableInput,
} from "@bnlstm/core/kernels";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { batchLayout, chunkRows, rowWindow } from "./batch_layout.ts";
import { differentiateInput } from "../dispatches/differentiate_input.ts";
import type { GpuCall, GpuTensor } from "../device/gpu_call.ts";
import { packRows, unpackRows } from "../dispatches/move_rows.ts";
import { multiplyRows } from "../dispatches/multiply_rows.ts";
import { outerProduct } from "../dispatches/outer_product.ts";
import { recurrenceSizes } from "../dispatches/recurrence_sizes.ts";

/**
 * Records the backward pass: one dispatch per step, then the products for all steps. The gates among the
 * residuals are overwritten with the gradients of their pre-activations.
 *
 * @returns The gradients in the order of `DIFFERENTIABLE_INPUTS`.
 */
export function backwardKernel(
  call: GpuCall,
  inputs: BnLstmBackwardInputs,
  attributes: BnLstmAttributes,
): TensorInfo[] {
  const { sites, schedule } = attributes;
  const [timeSteps, batchSize, inputSize] = inputs.x.shape;
  const hiddenSize = inputs.wh.shape[0];
  const layout = batchLayout(
    { timeSteps, batchSize, inputSize, hiddenSize },
    schedule,
    call.backend.bindingLimit,
  );
  const { steps, pairs, first } = layout;
  const width = 4 * hiddenSize;
  const table = call.table(layout.table);
  const [gates, hidden, cell, scale, inputScale] = [0, 1, 2, 3, 4].map((i) =>
    call.input(inputs[`residual${i}`]!)
  );
  const wx = call.input(inputs.wx);
  const wh = call.input(inputs.wh);
  const normalizesHidden = sites.hidden !== "none";
  const shapes: Record<DifferentiableInput, number[]> = {
    x: inputs.x.shape,
    wx: inputs.wx.shape,
    wh: inputs.wh.shape,
    bias: [width],
    gammaX: [width],
    gammaH: [width],
    gammaC: [hiddenSize],
    betaC: [hiddenSize],
    h0: [batchSize, hiddenSize],
    c0: [batchSize, hiddenSize],
  };
  const gradients = Object.fromEntries(
    DIFFERENTIABLE_INPUTS.map((name) => [name, call.output(shapes[name])]),
  ) as Record<DifferentiableInput, GpuTensor>;

  // What is passed from step to step: ∂loss/∂h of rows that end (later reused for the gradient of the
  // normalized cell) and ∂loss/∂c, [B, H] each; then sums for γ_h [4H], γ_c and β_c [H].
  const stateSize = batchSize * hiddenSize;
  const carry = call.scratch(2 * stateSize + 6 * hiddenSize);
  call.copy(call.input(inputs.dH), 0, carry, 0, stateSize);
  call.copy(call.input(inputs.dC), 0, carry, stateSize, stateSize);
  call.clear(carry, 2 * stateSize, 6 * hiddenSize);

  // Gradients of h Wh, each in the row of its h. The states of the last step have none.
  const multiplied = steps > 1 ? batchSize + first[steps - 1] : batchSize;
  const hiddenGradients = call.scratch((batchSize + pairs) * width);
  if (layout.padded) call.clear(hiddenGradients, 0, (batchSize + pairs) * width);

  const hasSequences = inputs.dHs.shape[0] > 0;
  const sequences = hasSequences ? call.input(inputs.dHs) : undefined;
  const terms = normalizesHidden ? call.input(inputs.residual5!) : undefined;
  for (const chunk of layout.chunks.toReversed()) {
    const rows = chunkRows(layout, chunk);
    const gateRows = rowWindow(gates, width, rows.packed);
    const cellRows = rowWindow(cell, hiddenSize, rows.state);
    const gradientRows = rowWindow(hiddenGradients, width, rows.state);
    const termRows = terms && rowWindow(terms, width, rows.packed);
    const sequenceRows = sequences && rowWindow(sequences, hiddenSize, rows.padded);
    call.dispatchSteps(
      call.backend.shaders.backwardStep,
      [
        wh,
        scale,
        cellRows.binding,
        termRows?.binding ?? wh,
        sequenceRows?.binding ?? wh,
        gateRows.binding,
        gradientRows.binding,
        carry,
      ],
      recurrenceSizes(layout, attributes, {
        priorRows: [1, 1],
        keepTerms: normalizesHidden,
        hasSequences,
        origins: [
          gateRows.origin,
          termRows?.origin ?? 0,
          cellRows.origin,
          gradientRows.origin,
          sequenceRows?.origin ?? 0,
        ],
      }),
      table,
      Array.from({ length: chunk.to - chunk.from }, (_, i) => chunk.to - 1 - i),
      Math.ceil(hiddenSize / call.backend.tuning.units),
    );
  }

  // The recurrent weights and the initial state
  const states = layout.chunks.map((chunk, i) => {
    const [from, to] = chunkRows(layout, chunk).state;
    // The first state row of a chunk is the last step of the chunk before: use it only once.
    const next = layout.chunks[i + 1];
    return [from, next ? chunkRows(layout, next).state[0] : Math.min(to, multiplied)] as const;
  });
  outerProduct(
    call,
    { buffer: hidden, width: hiddenSize },
    { buffer: hiddenGradients, width },
    states,
    gradients.wh.buffer,
  );
  const initial = call.backend.shaders.product("right", batchSize, hiddenSize);
  call.dispatch(
    initial.shader,
    [rowWindow(hiddenGradients, width, [0, batchSize]).binding, wh, gradients.h0.buffer],
    [0, batchSize, hiddenSize, 0, width, width, 0, width, 0, width, 0, 0],
    Math.ceil(hiddenSize / initial.tile.columns),
    Math.ceil(batchSize / initial.tile.rows),
  );
  call.copy(carry, stateSize, gradients.c0.buffer, 0, stateSize);
  const take = (name: DifferentiableInput, start: number, length: number, given: boolean) =>
    given
      ? call.copy(carry, 2 * stateSize + start, gradients[name].buffer, 0, length)
      : call.clear(gradients[name].buffer, 0, length);
  take("gammaH", 0, width, normalizesHidden);
  take("gammaC", width, hiddenSize, sites.cell !== "none");
  take("betaC", width + hiddenSize, hiddenSize, sites.cell !== "none");

  // The input term
  const x = packRows(call, layout, table, call.input(inputs.x), inputSize);
  const sums = differentiateInput(call, layout, table, attributes, {
    x,
    wx,
    gradients: gates,
    scale: inputScale,
    gamma: call.input(inputs.gammaX),
  });
  call.copy(sums, 0, gradients.bias.buffer, 0, width);
  if (sites.input === "none") call.clear(gradients.gammaX.buffer, 0, width);
  else call.copy(sums, width, gradients.gammaX.buffer, 0, width);
  outerProduct(
    call,
    { buffer: x, width: inputSize },
    { buffer: gates, width },
    layout.chunks.map((chunk) => chunkRows(layout, chunk).packed),
    gradients.wx.buffer,
  );
  const dx = layout.padded ? call.scratch(pairs * inputSize) : gradients.x.buffer;
  const wxTransposed = { buffer: wx, transposed: true };
  multiplyRows(call, layout, gates, width, wxTransposed, inputSize, dx);
  if (layout.padded) unpackRows(call, layout, table, dx, 0, inputSize, gradients.x.buffer);
  return DIFFERENTIABLE_INPUTS.map((name) => gradients[name].info);
}
