import { InvalidRangeError } from "@bnlstm/core";
import type { Tuning } from "../tuning.ts";

/** Number of rows of Wh that a workgroup of the time-step kernels holds at a time. */
export const SLICE_DEPTH = 64;

/** Number of partial sums per unit that are left after the first of two stages. */
export const PARTS = 8;

/** Number of terms of a sum that a workgroup of a matrix product holds at a time. */
export const PRODUCT_DEPTH = 16;

/** Workgroup memory of the time-step kernels in bytes: the slice of Wh and two stages of sums. */
function sliceBytes({ units, workgroupSize }: Tuning): number {
  return 16 * (SLICE_DEPTH * units + workgroupSize + PARTS * units);
}

/** Workgroup memory of a matrix product in bytes: one tile of each operand, of at most this size. */
function productBytes({ tile }: Tuning): number {
  return 4 * PRODUCT_DEPTH * (2 * tile + 4);
}

const isPowerOfTwo = (value: number) => value >= 1 && Number.isInteger(Math.log2(value));

/**
 * Checks that a tuning can be launched on a device.
 *
 * @throws {RangeError} If a value is out of range, or the device's limits are exceeded.
 */
export function checkTuning(
  tuning: Tuning,
  limits: Pick<
    GPUSupportedLimits,
    | "maxComputeInvocationsPerWorkgroup"
    | "maxComputeWorkgroupSizeX"
    | "maxComputeWorkgroupStorageSize"
  >,
): void {
  const { workgroupSize, units, rowsPerThread, tile } = tuning;
  const most = Math.min(limits.maxComputeInvocationsPerWorkgroup, limits.maxComputeWorkgroupSizeX);
  const refuse = (state: string): never => {
    throw new InvalidRangeError(`Cannot tune the WebGPU kernels: ${state}`);
  };
  if (!isPowerOfTwo(workgroupSize) || workgroupSize < 16 || workgroupSize > most) {
    refuse(`workgroupSize must be a power of two from 16 to ${most}, got ${workgroupSize}`);
  }
  if (!isPowerOfTwo(units) || units < 4 || units > workgroupSize / 2) {
    refuse(`units must be a power of two from 4 to ${workgroupSize / 2}, got ${units}`);
  }
  if (!Number.isInteger(rowsPerThread) || rowsPerThread < 1 || rowsPerThread > 16) {
    refuse(`rowsPerThread must be a whole number from 1 to 16, got ${rowsPerThread}`);
  }
  if (!isPowerOfTwo(tile) || tile < 16 || (tile / 4) ** 2 > most) {
    refuse(`tile must be a power of two from 16, one thread for each 4 x 4, got ${tile}`);
  }
  const bytes = Math.max(sliceBytes(tuning), productBytes(tuning));
  if (bytes > limits.maxComputeWorkgroupStorageSize) {
    refuse(
      `a workgroup would need ${bytes} bytes of its memory, the device has ` +
        `${limits.maxComputeWorkgroupStorageSize}`,
    );
  }
}
