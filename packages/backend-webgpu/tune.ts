import { UnavailableError } from "@bnlstm/core";
import { type SequenceShape, stepSchedule } from "@bnlstm/core/kernels";
import { backend as currentBackend } from "@tensorflow/tfjs-core";
import { FusedWebGpuBackend } from "./device/fused_webgpu_backend.ts";
import { timeTrainingStep } from "./tuning/time_training_step.ts";
import type { Tuning } from "./tuning.ts";

/** What `tune` has measured. */
export interface TuningProfile {
  /** The fastest launch shapes. */
  tuning: Tuning;
  /** Time of a forward and a backward pass with them, in milliseconds. */
  milliseconds: number;
  /** The batch it was measured on. */
  shape: SequenceShape;
}

/** Values that are tried, one setting after the other, the most influential first. */
const CANDIDATES: { [Name in keyof Tuning]: readonly number[] } = {
  workgroupSize: [32, 64, 128, 256],
  units: [4, 8, 16],
  rowsPerThread: [1, 2, 4, 8],
  tile: [16, 32, 64],
};

/** The default batch for tuning: sequential MNIST, but with fewer steps. */
const SHAPE: SequenceShape = { timeSteps: 32, batchSize: 64, inputSize: 1, hiddenSize: 100 };

/**
 * Measures launch shapes on the current device and keeps the fastest in use. It starts from those in use and
 * varies one setting at a time, in about a dozen measurements. Pass the `tuning` of the result to `setupWebGpu`
 * next time.
 *
 * @param shape The batch to measure with: ideally that of the planned training, with fewer steps.
 * @throws {Error} If the current backend of tfjs is not the one of `setupWebGpu`.
 */
export async function tune(shape: SequenceShape = SHAPE): Promise<TuningProfile> {
  const backend: unknown = currentBackend();
  if (!(backend instanceof FusedWebGpuBackend)) {
    throw new UnavailableError(
      'Cannot tune the WebGPU kernels: call setupWebGpu() and tf.setBackend("webgpu") first',
    );
  }
  const schedule = stepSchedule({
    ...shape,
    mode: "train",
    minShare: 0,
  });
  let best = { tuning: backend.tuning, milliseconds: Infinity };
  const measure = async (tuning: Tuning) => {
    try {
      backend.tuning = tuning;
    } catch (error) {
      if (error instanceof RangeError) return; // more than this device can launch
      throw error;
    }
    const milliseconds = await timeTrainingStep(backend, shape, schedule, best.milliseconds);
    if (milliseconds < best.milliseconds) best = { tuning: backend.tuning, milliseconds };
  };

  try {
    await measure(best.tuning);
    for (const [name, values] of Object.entries(CANDIDATES)) {
      const { tuning } = best;
      for (const value of values) {
        if (value !== tuning[name as keyof Tuning]) await measure({ ...tuning, [name]: value });
      }
    }
  } finally {
    backend.tuning = best.tuning;
  }
  return { ...best, shape };
}
