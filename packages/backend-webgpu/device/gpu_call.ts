import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { FusedWebGpuBackend } from "./fused_webgpu_backend.ts";
import { STEP_BYTES } from "./pipeline.ts";
import type { Shader } from "../shaders/shader.ts";
import { STEP_WORDS } from "../shaders/step.ts";

/** Bytes of a float, or of any word of a uniform. */
const WORD = 4;

/** Bytes of a block of uniforms: the coarsest alignment that a device may require. */
const BLOCK = 256;

/** Number of blocks in one uniform buffer. */
const BLOCKS = 32;

/** A tensor made by a kernel, and the memory behind it. */
export interface GpuTensor {
  /** What tfjs sees. */
  info: TensorInfo;
  /** Its floats. */
  buffer: GPUBuffer;
}

/**
 * The commands of one kernel call. They are recorded here and submitted together, after whatever tfjs has
 * recorded before; memory that only this call needs comes from tfjs's pool and returns to it.
 */
export class GpuCall {
  /** The backend that runs it. */
  readonly backend: FusedWebGpuBackend;
  readonly #encoder: GPUCommandEncoder;
  readonly #scratch: GPUBuffer[] = [];
  readonly #uniforms: { buffer: GPUBuffer; words: Uint32Array<ArrayBuffer>; used: number }[] = [];
  #pass: GPUComputePassEncoder | undefined;

  private constructor(backend: FusedWebGpuBackend, name: string) {
    this.backend = backend;
    this.#encoder = backend.device.createCommandEncoder({ label: name });
  }

  /** Records the commands of `body` and submits them under the name of a kernel. */
  static run<Result>(
    backend: FusedWebGpuBackend,
    name: string,
    body: (call: GpuCall) => Result,
  ): Result {
    return backend.errors.watch(name, () => {
      const call = new GpuCall(backend, name);
      try {
        const result = body(call);
        call.#submit();
        return result;
      } finally {
        // The queue runs submissions in order, so whoever gets this memory next uses it later.
        for (const buffer of call.#scratch) backend.bufferManager.releaseBuffer(buffer);
      }
    });
  }

  /** The memory of an input. */
  input(tensor: TensorInfo): GPUBuffer {
    this.backend.uploadToGPU(tensor.dataId);
    return this.backend.tensorMap.get(tensor.dataId).resource as GPUBuffer;
  }

  /** A new float tensor with undefined content and at least one element. */
  output(shape: number[]): GpuTensor {
    const info = this.backend.makeTensorInfo(shape, "float32");
    return { info, buffer: this.input(info) };
  }

  /** A float tensor without elements, and so without memory to bind. */
  empty(shape: number[]): TensorInfo {
    return this.backend.makeTensorInfo(shape, "float32", new Float32Array(0));
  }

  /** At least `length` floats with undefined content, in a tensor that only a later kernel understands. */
  residual(length: number): GpuTensor {
    return this.output([bucketOf(length)]);
  }

  /** At least `length` floats with undefined content, for the duration of the call. */
  scratch(length: number): GPUBuffer {
    const { COPY_SRC, COPY_DST, STORAGE } = GPUBufferUsage;
    return this.#acquire(bucketOf(length) * WORD, COPY_SRC | COPY_DST | STORAGE);
  }

  /** A buffer of words that shaders may read as storage or as uniform. */
  table(words: Uint32Array<ArrayBuffer>): GPUBuffer {
    const { COPY_DST, STORAGE, UNIFORM } = GPUBufferUsage;
    const buffer = this.#acquire(words.byteLength, COPY_DST | STORAGE | UNIFORM);
    this.backend.queue.writeBuffer(buffer, 0, words);
    return buffer;
  }

  /** Copies `length` floats. */
  copy(
    source: GPUBuffer,
    sourceStart: number,
    target: GPUBuffer,
    targetStart: number,
    length: number,
  ): void {
    this.#endPass();
    this.#encoder.copyBufferToBuffer(
      source,
      sourceStart * WORD,
      target,
      targetStart * WORD,
      length * WORD,
    );
  }

  /** Sets `length` floats to zero. */
  clear(buffer: GPUBuffer, start: number, length: number): void {
    this.#endPass();
    this.#encoder.clearBuffer(buffer, start * WORD, length * WORD);
  }

  /**
   * Runs a shader once.
   *
   * @param buffers Its storage bindings.
   * @param sizes Its uniforms, word by word; floats as `floatBits`.
   * @param groups Workgroups in each dimension.
   */
  dispatch(
    shader: Shader,
    buffers: readonly (GPUBuffer | GPUBufferBinding)[],
    sizes: readonly number[],
    ...groups: [x: number, y?: number, z?: number]
  ): void {
    this.#bind(shader, buffers, sizes).dispatchWorkgroups(...groups);
  }

  /**
   * Runs a stepped shader once for each step, in order.
   *
   * @param table The step table.
   * @param steps Which steps.
   * @param groups Workgroups of each dispatch.
   */
  dispatchSteps(
    shader: Shader,
    buffers: readonly (GPUBuffer | GPUBufferBinding)[],
    sizes: readonly number[],
    table: GPUBuffer,
    steps: readonly number[],
    groups: number,
  ): void {
    const pass = this.#bind(shader, buffers, sizes);
    const group = this.backend.device.createBindGroup({
      label: shader.name,
      layout: this.backend.pipeline(shader).stepLayout!,
      entries: [{ binding: 0, resource: { buffer: table, size: STEP_BYTES } }],
    });
    const offsets = Uint32Array.from(steps, (t) => t * STEP_WORDS * WORD);
    for (let i = 0; i < steps.length; i++) {
      pass.setBindGroup(1, group, offsets, i, 1);
      pass.dispatchWorkgroups(groups);
    }
  }

  #bind(
    shader: Shader,
    buffers: readonly (GPUBuffer | GPUBufferBinding)[],
    sizes: readonly number[],
  ): GPUComputePassEncoder {
    const { pipeline, layout } = this.backend.pipeline(shader);
    const bindings = buffers.map((buffer) => "buffer" in buffer ? buffer : { buffer });
    const group = this.backend.device.createBindGroup({
      label: shader.name,
      layout,
      entries: [...bindings, this.#uniform(sizes)].map((resource, binding) => ({
        binding,
        resource,
      })),
    });
    this.#pass ??= this.#encoder.beginComputePass();
    this.#pass.setPipeline(pipeline);
    this.#pass.setBindGroup(0, group);
    return this.#pass;
  }

  #uniform(words: readonly number[]): GPUBufferBinding {
    let arena = this.#uniforms.at(-1);
    if (!arena || arena.used === BLOCKS) {
      const { COPY_DST, UNIFORM } = GPUBufferUsage;
      const buffer = this.#acquire(BLOCKS * BLOCK, COPY_DST | UNIFORM);
      arena = { buffer, words: new Uint32Array(BLOCKS * BLOCK / WORD), used: 0 };
      this.#uniforms.push(arena);
    }
    const offset = arena.used++ * BLOCK;
    arena.words.set(words, offset / WORD);
    return { buffer: arena.buffer, offset, size: BLOCK };
  }

  #acquire(size: number, usage: number): GPUBuffer {
    const buffer = this.backend.bufferManager.acquireBuffer(size, usage);
    this.#scratch.push(buffer);
    return buffer;
  }

  #endPass(): void {
    this.#pass?.end();
    this.#pass = undefined;
  }

  #submit(): void {
    this.#endPass();
    const { backend } = this;
    for (const { buffer, words } of this.#uniforms) backend.queue.writeBuffer(buffer, 0, words);
    backend.ensureCommandEncoderReady();
    backend.endComputePassEncoder();
    backend.submitQueue();
    backend.queue.submit([this.#encoder.finish()]);
    backend.trimPool();
  }
}

/**
 * Rounds a length up to one of eight sizes per power of two, so that batches of similar length share buffers:
 * tfjs's pool finds them by exact size.
 */
function bucketOf(length: number): number {
  const grain = 2 ** Math.max(0, Math.floor(Math.log2(length)) - 3);
  return Math.ceil(length / grain) * grain;
}

/** The bits of a float as a word of a uniform. */
export function floatBits(value: number): number {
  FLOAT[0] = value;
  return BITS[0];
}

const FLOAT = new Float32Array(1);
const BITS = new Uint32Array(FLOAT.buffer);
