import type { BnLstmAttributes, BnLstmForwardInputs, SequenceShape } from "@bnlstm/core/kernels";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { type BatchLayout, batchLayout, chunkRows, rowWindow } from "./batch_layout.ts";
import type { GpuCall } from "../device/gpu_call.ts";
import { packRows, unpackRows } from "../dispatches/move_rows.ts";
import { multiplyRows } from "../dispatches/multiply_rows.ts";
import { normalizeInput } from "../dispatches/normalize_input.ts";
import { recurrenceSizes } from "../dispatches/recurrence_sizes.ts";

/**
 * Records the forward pass: x Wx and its normalization for all steps, then one dispatch per step.
 *
 * Residuals, in this order: activated gates `[pairs, 4H]`, h and c `[B + pairs, H]`, the scale of the
 * hidden and cell sites `[T, 8H]`, that of the input site `[S, 2, 4H]`, and, where the hidden site is
 * normalized, its x̂ `[pairs, 4H]`; see `BatchLayout` for the rows.
 *
 * @returns The outputs of the contract, then the residuals if they are kept.
 */
export function forwardKernel(
  call: GpuCall,
  inputs: BnLstmForwardInputs,
  attributes: BnLstmAttributes,
): TensorInfo[] {
  const { sites, schedule, returnSequences, keepResiduals } = attributes;
  const [timeSteps, batchSize, inputSize] = inputs.x.shape;
  const hiddenSize = inputs.wh.shape[0];
  const shape: SequenceShape = { timeSteps, batchSize, inputSize, hiddenSize };
  const layout = batchLayout(shape, schedule, call.backend.bindingLimit);
  const width = 4 * hiddenSize;
  const { steps, pairs } = layout;
  const table = call.table(layout.table);

  const residuals: TensorInfo[] = [];
  const residual = (rows: number, columns: number): GPUBuffer => {
    if (!keepResiduals) return call.scratch(rows * columns);
    const { info, buffer } = call.residual(rows * columns);
    residuals.push(info);
    return buffer;
  };
  const keepTerms = keepResiduals && sites.hidden !== "none";
  const gates = residual(pairs, width);
  const hidden = residual(batchSize + pairs, hiddenSize);
  const cell = residual(batchSize + pairs, hiddenSize);
  const scale = residual(timeSteps, 8 * hiddenSize);
  const inputScale = residual(sites.input === "timestep" ? timeSteps : 1, 2 * width);
  const terms = keepTerms ? residual(pairs, width) : call.scratch(batchSize * width);

  // The input term
  const x = packRows(call, layout, table, call.input(inputs.x), inputSize);
  const wx = { buffer: call.input(inputs.wx), transposed: false };
  multiplyRows(call, layout, x, inputSize, wx, width, gates);
  const inputRows = sites.input === "sequence" ? 1 : timeSteps;
  const inputStatistics = schedule.training && sites.input !== "none"
    ? call.output([2, inputRows, width])
    : undefined;
  if (inputStatistics && layout.padded) {
    call.clear(inputStatistics.buffer, 0, 2 * inputRows * width);
  }
  normalizeInput(call, layout, table, attributes, {
    terms: gates,
    statistics: inputStatistics?.buffer,
    prior: call.input(inputs.inputPrior),
    priorRows: inputs.inputPrior.shape[1],
    gamma: call.input(inputs.gammaX),
    bias: call.input(inputs.bias),
    scale: inputScale,
  });

  // One dispatch per step
  const constants = concatenate(
    call,
    ["gammaH", "gammaC", "betaC", "hiddenPrior", "cellPrior"].map((name) => inputs[name]!),
  );
  const statistics = call.scratch(2 * timeSteps * (width + hiddenSize));
  if (steps < timeSteps) call.clear(statistics, 0, 2 * timeSteps * (width + hiddenSize));
  call.copy(call.input(inputs.h0), 0, hidden, 0, batchSize * hiddenSize);
  call.copy(call.input(inputs.c0), 0, cell, 0, batchSize * hiddenSize);
  const wh = call.input(inputs.wh);
  for (const chunk of layout.chunks) {
    const rows = chunkRows(layout, chunk);
    const gateRows = rowWindow(gates, width, rows.packed);
    const termRows = rowWindow(terms, width, keepTerms ? rows.packed : [0, batchSize]);
    const hiddenRows = rowWindow(hidden, hiddenSize, rows.state);
    const cellRows = rowWindow(cell, hiddenSize, rows.state);
    call.dispatchSteps(
      call.backend.shaders.forwardStep,
      [
        wh,
        constants,
        gateRows.binding,
        termRows.binding,
        hiddenRows.binding,
        cellRows.binding,
        statistics,
        scale,
      ],
      recurrenceSizes(layout, attributes, {
        priorRows: [inputs.hiddenPrior.shape[1], inputs.cellPrior.shape[1]],
        keepTerms,
        hasSequences: returnSequences,
        origins: [gateRows.origin, termRows.origin, hiddenRows.origin, 0, 0],
      }),
      table,
      Array.from({ length: chunk.to - chunk.from }, (_, i) => chunk.from + i),
      Math.ceil(hiddenSize / call.backend.tuning.units),
    );
  }

  // The outputs of the contract
  let hs: TensorInfo;
  if (returnSequences) {
    const { info, buffer } = call.output([timeSteps, batchSize, hiddenSize]);
    unpackRows(call, layout, table, hidden, batchSize, hiddenSize, buffer);
    hs = info;
  } else hs = call.empty([0, batchSize, hiddenSize]);
  const statisticsFrom = (start: number, features: number, site: "hidden" | "cell") => {
    if (!schedule.training || sites[site] === "none") return call.empty([2, 0, features]);
    const { info, buffer } = call.output([2, timeSteps, features]);
    call.copy(statistics, start, buffer, 0, 2 * timeSteps * features);
    return info;
  };
  return [
    hs,
    lastStates(call, layout, hidden),
    lastStates(call, layout, cell),
    inputStatistics?.info ?? call.empty([2, 0, width]),
    statisticsFrom(0, width, "hidden"),
    statisticsFrom(2 * timeSteps * width, hiddenSize, "cell"),
    ...residuals,
  ];
}

/** The tensors one after the other. */
function concatenate(call: GpuCall, tensors: readonly TensorInfo[]): GPUBuffer {
  const sizes = tensors.map(({ shape }) => shape.reduce((a, b) => a * b));
  const all = call.scratch(sizes.reduce((a, b) => a + b));
  let at = 0;
  tensors.forEach((tensor, i) => {
    call.copy(call.input(tensor), 0, all, at, sizes[i]);
    at += sizes[i];
  });
  return all;
}

/** The state of each row after its last step `[B, H]`: rows that end at the same step are contiguous. */
function lastStates(call: GpuCall, layout: BatchLayout, states: GPUBuffer): TensorInfo {
  const { batchSize, hiddenSize, steps, first } = layout;
  const { info, buffer } = call.output([batchSize, hiddenSize]);
  for (let t = 0; t < steps; t++) {
    const rows = first[t + 1] - first[t];
    const next = t + 1 < steps ? first[t + 2] - first[t + 1] : 0;
    if (next === rows) continue;
    const from = (batchSize + first[t] + next) * hiddenSize;
    call.copy(states, from, buffer, next * hiddenSize, (rows - next) * hiddenSize);
  }
  return info;
}
