import { UnavailableError } from "@bnlstm/core";

/** Limits that are raised to what the adapter offers: those that tfjs or the fused kernels reach. */
const LIMITS = [
  "maxBufferSize",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupSizeX",
  "maxComputeWorkgroupStorageSize",
  "maxComputeWorkgroupsPerDimension",
  "maxStorageBufferBindingSize",
  "maxStorageBuffersPerShaderStage",
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/** A device and its adapter. */
export interface AdaptedDevice {
  /** The adapter. */
  adapter: GPUAdapter;
  /** A device of this adapter that nobody else uses. */
  device: GPUDevice;
}

/**
 * Requests the fastest adapter and a device with its limits.
 *
 * tfjs's own device keeps the default limit of eight storage buffers per shader, beyond which some of its
 * programs silently return stale memory.
 *
 * @throws {Error} If the runtime has no WebGPU, or no adapter.
 */
export async function requestDevice(): Promise<AdaptedDevice> {
  const gpu: GPU | undefined = globalThis.navigator?.gpu;
  if (!gpu) {
    throw new UnavailableError(
      "Cannot use WebGPU: this runtime has none; use Deno 2 or a browser with WebGPU",
    );
  }
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) {
    throw new UnavailableError(
      "Cannot use WebGPU: no adapter was found; install the driver of your GPU, or on Linux without " +
        "one a software adapter (Debian and Ubuntu: apt install mesa-vulkan-drivers)",
    );
  }
  const requiredLimits = Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]]));
  const requiredFeatures = [...adapter.features].filter((name) => name === "timestamp-query");
  const device = await adapter.requestDevice({
    label: "bnlstm",
    requiredLimits,
    requiredFeatures: requiredFeatures as GPUFeatureName[],
  });
  return { adapter, device };
}
