/**
 * The GPU device is lost, and all tensors with it: its driver was restarted or replaced, the machine slept, or
 * another program crashed it. `setupWebGpu` starts a new device; values must come from a checkpoint.
 */
export class DeviceLostError extends Error {
  /** The name by which code that does not import this class recognizes it. */
  override name = "DeviceLostError";
}
