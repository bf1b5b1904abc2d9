import type { BnLstmForwardInputs } from "@bnlstm/core/kernels";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { allocateRegions, Call, type CallSizes, copyIn } from "./call.ts";
import { onDispose } from "../runtime/on_dispose.ts";
import { PROBLEM_FIELDS } from "../layout/problem.ts";
import type { HeldWeights, Runtime } from "../runtime/runtime.ts";

/**
 * Addresses of Wx and Wh packed for inference, as the tile or a BLAS reads them. They are packed the first time
 * and stay until tfjs frees either tensor, or until the memory is needed for something else. One step of a
 * stream reads every weight once, and packing takes several times as long as that.
 *
 * @throws {RangeError} If the memory is too small, naming the bytes needed.
 */
export function holdWeights(
  runtime: Runtime,
  backend: BackendWasm,
  { wx, wh }: BnLstmForwardInputs,
  { inputs, hidden, blas, threads }: CallSizes,
): HeldWeights["at"] {
  const { heldWeights, allocator } = runtime;
  const before = heldWeights.get(wh.dataId);
  if (before?.wx === wx.dataId && before.blas === blas) return before.at;
  // Not the runtime itself: its memory would then live as long as the tensors do.
  const release = (held: HeldWeights) => {
    if (heldWeights.get(wh.dataId) !== held) return;
    heldWeights.delete(wh.dataId);
    allocator.release(held.block);
  };
  if (before) release(before);

  const purpose = "hold the weights of a BN-LSTM";
  const sizes = { packedWx: 4 * inputs * hidden, packedWh: 4 * hidden * hidden };
  const given = { wx: sizes.packedWx, wh: sizes.packedWh, problem: PROBLEM_FIELDS.length };
  const passing = allocateRegions(runtime, purpose, given);
  try {
    const { block, at: { packedWx, packedWh } } = allocateRegions(runtime, purpose, sizes);
    copyIn(runtime, backend, wx, passing.at.wx);
    copyIn(runtime, backend, wh, passing.at.wh);
    const fields = { ...passing.at, packedWx, packedWh, inputs, hidden, blas: Number(blas) };
    new Call(runtime, passing.at.problem, fields, threads).run("packWeights");
    const held = { wx: wx.dataId, blas, block, at: { packedWx, packedWh } };
    heldWeights.set(wh.dataId, held);
    for (const { dataId } of [wx, wh]) {
      onDispose(backend, dataId, heldWeights, () => release(held));
    }
    return held.at;
  } finally {
    runtime.release(passing.block);
  }
}
