import type { BnLstmForwardInputs } from "@bnlstm/core/kernels";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { allocateRegions, Call, type CallSizes, copyIn } from "./call.ts";
import type { Held } from "../runtime/holder.ts";
import { PROBLEM_FIELDS } from "../layout/problem.ts";
import type { Runtime } from "../runtime/runtime.ts";

const PURPOSE = "hold the weights of a BN-LSTM";

/**
 * Wx and Wh packed for inference, as the tile or a BLAS reads them. One step of a stream reads every weight
 * once, and packing takes several times as long as that.
 *
 * @param inUse What the call holds already.
 * @throws {RangeError} If the memory is too small, naming the bytes needed.
 */
export function holdWeights(
  runtime: Runtime,
  backend: BackendWasm,
  { wx, wh }: BnLstmForwardInputs,
  { inputs, hidden, blas, threads }: CallSizes,
  inUse?: Held,
): Held {
  const sources = { data: [wh.dataId, wx.dataId], variant: String(blas) };
  return runtime.weights.get(backend, sources, () => {
    const lengths = { packedWx: 4 * inputs * hidden, packedWh: 4 * hidden * hidden };
    const given = { wx: lengths.packedWx, wh: lengths.packedWh, problem: PROBLEM_FIELDS.length };
    const passing = allocateRegions(runtime, PURPOSE, given, inUse);
    try {
      const held = allocateRegions(runtime, PURPOSE, lengths, inUse);
      copyIn(runtime, backend, wx, passing.at.wx);
      copyIn(runtime, backend, wh, passing.at.wh);
      const fields = { ...passing.at, ...held.at, inputs, hidden, blas: Number(blas) };
      new Call(runtime, passing.at.problem, fields, threads).run("packWeights");
      return held;
    } finally {
      runtime.release(passing.block);
    }
  });
}
