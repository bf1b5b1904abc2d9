import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  getKernel,
  registerKernel,
  type TensorInfo,
  UnsortedSegmentSum,
  type UnsortedSegmentSumAttrs,
} from "@tensorflow/tfjs-core";

/**
 * Registers `UnsortedSegmentSum`, the sum of the rows of each segment, which tfjs's `wasm` backend lacks:
 * without it `tf.gather` has no gradient there, and embeddings cannot be trained. A kernel already registered
 * is left alone.
 */
export function registerUnsortedSegmentSum(): void {
  if (getKernel(UnsortedSegmentSum, "wasm")) return;
  registerKernel({
    kernelName: UnsortedSegmentSum,
    backendName: "wasm",
    kernelFunc: ({ inputs, backend, attrs }) => {
      const wasm = backend as BackendWasm;
      const { x, segmentIds } = inputs as Record<"x" | "segmentIds", TensorInfo>;
      const { numSegments } = attrs as unknown as UnsortedSegmentSumAttrs;
      const [rows, ...rest] = x.shape;
      const output = wasm.makeOutput([numSegments, ...rest], x.dtype);
      const [values, ids, sums] = [x, segmentIds, output].map((tensor) =>
        wasm.typedArrayFromHeap(tensor)
      );
      const size = rest.reduce((product, dimension) => product * dimension, 1);
      sums.fill(0);
      for (let row = 0; row < rows; row++) {
        // As in tfjs's other backends, a row that belongs to no segment is ignored.
        if (ids[row] < 0 || ids[row] >= numSegments) continue;
        for (let k = 0; k < size; k++) sums[ids[row] * size + k] += values[row * size + k];
      }
      return output;
    },
  });
}
