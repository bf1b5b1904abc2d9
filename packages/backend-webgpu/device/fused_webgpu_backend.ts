import { type TensorInfo, util } from "@tensorflow/tfjs-core";
import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { checkTuning } from "../tuning/check_tuning.ts";
import { DeviceErrors } from "./device_errors.ts";
import { createPipeline, type Pipeline } from "./pipeline.ts";
import type { Shader } from "../shaders/shader.ts";
import { createShaders, type Shaders } from "../shaders/create_shaders.ts";
import type { Tuning } from "../tuning.ts";

/** Members of tfjs's buffer pool, some of them private. */
interface BufferPool {
  freeBuffers: Map<string, GPUBuffer[]>;
  numFreeBuffers: number;
  numBytesAllocated: number;
  numBytesUsed: number;
}

/**
 * tfjs's WebGPU backend on a device of its own. It reports errors instead of returning stale memory, and holds
 * the pipelines of the fused kernels.
 */
export class FusedWebGpuBackend extends WebGPUBackend {
  /** What the device has reported. */
  readonly errors: DeviceErrors;
  /** Bytes of a buffer that one binding may cover. */
  readonly bindingLimit: number;
  #tuning!: Tuning;
  #shaders!: Shaders;
  // By code: most shaders are the same under every tuning.
  readonly #pipelines = new Map<string, Pipeline>();
  #mostUsed = 0;

  /**
   * @param device The device, which nobody else may destroy.
   * @param info What its adapter says about itself.
   * @param tuning Launch shapes.
   * @param bindingLimit Bytes of a buffer that one binding may cover; at most the limit of the device applies.
   */
  constructor(device: GPUDevice, info: GPUAdapterInfo, tuning: Tuning, bindingLimit = Infinity) {
    super(device, info);
    this.errors = new DeviceErrors(device);
    this.bindingLimit = Math.min(bindingLimit, device.limits.maxStorageBufferBindingSize);
    this.tuning = tuning;
  }

  /** Launch shapes of the fused kernels. */
  get tuning(): Tuning {
    return this.#tuning;
  }

  set tuning(tuning: Tuning) {
    checkTuning(tuning, this.device.limits);
    this.#tuning = { ...tuning };
    this.#shaders = createShaders(tuning);
  }

  /** Shaders of the current tuning. */
  get shaders(): Shaders {
    return this.#shaders;
  }

  /** The pipeline of a shader, compiled on first use. */
  pipeline(shader: Shader): Pipeline {
    let pipeline = this.#pipelines.get(shader.code);
    if (!pipeline) {
      pipeline = createPipeline(this.device, shader);
      this.#pipelines.set(shader.code, pipeline);
    }
    return pipeline;
  }

  /**
   * Frees idle buffers once the pool is more than twice as large as the most that was ever in use. The pool is
   * keyed by exact size and never shrinks by itself, so batches of varying length would make it grow without
   * end.
   *
   * Call it when all recorded commands are submitted: commands in the queue keep their memory.
   */
  trimPool(): void {
    const pool = this.bufferManager as unknown as BufferPool;
    this.#mostUsed = Math.max(this.#mostUsed, pool.numBytesUsed);
    if (pool.numBytesAllocated <= 2 * this.#mostUsed) return;
    for (const buffers of pool.freeBuffers.values()) {
      for (const buffer of buffers.splice(0)) {
        pool.numFreeBuffers--;
        pool.numBytesAllocated -= buffer.size;
        buffer.destroy();
      }
    }
  }

  /**
   * Reads the values that a tensor has now. The tensor may be disposed of at once, so that further commands can
   * be issued without waiting for the values; tfjs's own `read` requires the tensor to live until they arrive.
   *
   * @throws {Error} If a kernel that ran before has failed, by its name.
   * @throws {DeviceLostError} If the device is lost.
   */
  override async read(dataId: object): ReturnType<WebGPUBackend["read"]> {
    try {
      const tensor = this.tensorMap.get(dataId);
      tensor.values ??= tensor.dtype === "complex64"
        ? await super.read(dataId)
        : util.convertBackendValuesAndArrayBuffer(
          await this.getBufferData(tensor.resource as GPUBuffer),
          tensor.dtype,
        );
      const { values } = tensor;
      await this.errors.settle();
      return values;
    } catch (error) {
      // If the device is lost, the read fails first, and the reason is reported a moment later.
      await Promise.race([this.device.lost, new Promise((resolve) => setTimeout(resolve, 50))]);
      this.errors.throwIfLost();
      throw error;
    }
  }

  /** Frees all memory of the GPU, and the device. */
  override dispose(): void {
    super.dispose();
    this.device.destroy();
  }

  /** Runs one of tfjs's own programs, so that its errors name it. */
  override runWebGPUProgram(
    ...[program, ...rest]: Parameters<WebGPUBackend["runWebGPUProgram"]>
  ): TensorInfo {
    return this.errors.watch(
      program.constructor.name,
      () => super.runWebGPUProgram(program, ...rest),
    );
  }
}
