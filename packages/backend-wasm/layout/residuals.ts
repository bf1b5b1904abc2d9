import {
  getKernel,
  Identity,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { Block } from "../runtime/block_allocator.ts";
import type { CallSizes } from "../kernels/call.ts";
import { onDispose } from "../runtime/on_dispose.ts";
import type { Window } from "../kernels/recomputation.ts";
import type { Runtime } from "../runtime/runtime.ts";

/** What the backward kernel needs from the forward kernel. It stays in the kernels' memory. */
export interface Residuals {
  /** The runtime in whose memory it is. */
  runtime: Runtime;
  /** The memory it takes up. */
  block: Block;
  /**
   * The fields of the forward problem and the addresses of its arrays; only arrays that are kept still exist.
   */
  fields: Record<string, number>;
  /** The sizes of the call. */
  sizes: CallSizes;
  /** The steps whose residuals are kept or recomputed at a time. */
  windows: Window[];
}

/**
 * Residuals, by the data of the tensor that stands for them: one number in tfjs's memory, which tfjs saves for
 * the backward pass and disposes of like any tensor. When it does so, the residuals are released.
 */
const held = new Map<object, Residuals>();
const cloning = new WeakSet<BackendWasm>();

/** Creates the tensor that stands for residuals. */
export function holdResiduals(backend: BackendWasm, residuals: Residuals): TensorInfo {
  shareClones(backend);
  const handle = backend.makeOutput([1], "float32");
  held.set(handle.dataId, residuals);
  onDispose(backend, handle.dataId, held, () => {
    held.delete(handle.dataId);
    residuals.runtime.release(residuals.block);
  });
  return handle;
}

/**
 * The residuals a tensor stands for.
 *
 * @throws {Error} If there are none in this runtime.
 */
export function residualsOf(handle: TensorInfo | undefined, runtime: Runtime): Residuals {
  const residuals = handle && held.get(handle.dataId);
  if (!residuals || residuals.runtime !== runtime) {
    throw new Error(
      "Cannot run the BN-LSTM backward pass: its forward pass kept no residuals here",
    );
  }
  return residuals;
}

/**
 * Makes clones of tensors that stand for residuals share their data. tfjs saves a clone for the backward pass,
 * and its wasm backend, unlike the others, clones by copying; a copy would not stand for anything.
 */
function shareClones(backend: BackendWasm): void {
  if (cloning.has(backend)) return;
  cloning.add(backend);
  const identity = getKernel(Identity, "wasm");
  unregisterKernel(Identity, "wasm");
  registerKernel({
    ...identity,
    kernelFunc: (call) => {
      const { x } = call.inputs as { x: TensorInfo };
      if (!held.has(x.dataId)) return identity.kernelFunc(call);
      (call.backend as BackendWasm).incRef(x.dataId);
      return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
    },
  });
}
