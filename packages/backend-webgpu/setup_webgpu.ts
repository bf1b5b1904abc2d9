import { findBackendFactory, registerBackend, removeBackend } from "@tensorflow/tfjs-core";
import { classifyAdapter } from "./tuning/classify_adapter.ts";
import { FusedWebGpuBackend } from "./device/fused_webgpu_backend.ts";
import "./kernels/register_kernels.ts";
import { requestDevice } from "./device/request_device.ts";
import { type AdapterClass, type Tuning, TUNINGS } from "./tuning.ts";

/** Options of `setupWebGpu`. */
export interface WebGpuOptions {
  /** Launch shapes. Default: those of the adapter's class. */
  tuning?: Tuning;
  /** Bytes of a buffer that one binding may cover. Default: the device's limit. */
  bindingLimit?: number;
}

/** The device that `setupWebGpu` has prepared. */
export interface WebGpuDevice {
  /** What the adapter calls itself. */
  description: string;
  /** What kind of adapter it is. */
  adapterClass: AdapterClass;
  /** Launch shapes in use. */
  tuning: Tuning;
}

/** Priority among tfjs backends: that of tfjs's own WebGPU backend. */
const PRIORITY = 3;

/**
 * Replaces tfjs's WebGPU backend with one that can run the fused kernels, on a device with the highest limits
 * its adapter offers. `tf.setBackend("webgpu")` then uses it. Called again, for example after the device was
 * lost, it starts over on a new device; the tensors of the old one are gone.
 *
 * Read results with `await tensor.data()`, which is where errors of the GPU are thrown.
 *
 * @throws {Error} If there is no adapter; the message says what to install.
 * @throws {RangeError} If the device cannot run the tuning.
 */
export async function setupWebGpu(options: WebGpuOptions = {}): Promise<WebGpuDevice> {
  const { adapter, device } = await requestDevice();
  const { info } = adapter;
  const adapterClass = classifyAdapter(info);
  const tuning = options.tuning ?? TUNINGS[adapterClass];
  const backend = new FusedWebGpuBackend(device, info, tuning, options.bindingLimit);
  if (findBackendFactory("webgpu")) removeBackend("webgpu");
  registerBackend("webgpu", () => backend, PRIORITY);
  const description = info.description || `${info.vendor} ${info.architecture}`.trim();
  return { description, adapterClass, tuning: backend.tuning };
}
