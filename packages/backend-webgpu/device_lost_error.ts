/**
 * The GPU is gone, and all tensors with it: its driver was restarted or replaced, the machine slept, or
 * another program took it down. `setupWebGpu` gives a new device; values must come from a checkpoint.
 */
export class DeviceLostError extends Error {
  /** The name by which it is recognized where this class is not at hand. */
  override name = "DeviceLostError";
}
