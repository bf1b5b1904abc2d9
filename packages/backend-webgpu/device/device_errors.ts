import { DeviceLostError } from "../device_lost_error.ts";

/** All kinds of errors of WebGPU. */
const FILTERS: readonly GPUErrorFilter[] = ["internal", "out-of-memory", "validation"];

/**
 * Turns errors that a GPU device reports asynchronously into exceptions. WebGPU calls do not throw: an invalid
 * command is dropped, and the memory it should have written keeps its old content. So errors are recorded here
 * with the name of the kernel that caused them, and thrown when results are next read.
 */
export class DeviceErrors {
  readonly #device: GPUDevice;
  readonly #pending = new Set<Promise<void>>();
  #first: Error | undefined;
  #lost: DeviceLostError | undefined;

  /** Starts listening to a device. */
  constructor(device: GPUDevice) {
    this.#device = device;
    device.addEventListener("uncapturederror", (event) => {
      event.preventDefault();
      this.#note("a command outside any kernel", event.error);
    });
    device.lost.then(({ reason, message }) => {
      this.#lost = lostError(` (${reason}): ${message}`);
    });
  }

  /** Runs commands of one kernel; the errors they cause name it. */
  watch<Result>(kernel: string, body: () => Result): Result {
    this.throwIfLost();
    for (const filter of FILTERS) this.#device.pushErrorScope(filter);
    try {
      return body();
    } catch (error) {
      throw this.#isGone() ? lostError("") : error;
    } finally {
      for (const _ of FILTERS) this.#collect(kernel);
    }
  }

  /**
   * Waits for the errors of all commands so far.
   *
   * @throws {Error} If there are any: the first one, once, naming its kernel.
   * @throws {DeviceLostError} If the device is lost.
   */
  async settle(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
    this.throwIfLost();
    const error = this.#first;
    this.#first = undefined;
    if (error) throw error;
  }

  /** @throws {DeviceLostError} If the device is known to be lost. */
  throwIfLost(): void {
    if (this.#lost) throw this.#lost;
  }

  /** Whether the device is lost even though `lost` has not resolved yet: in Deno some calls throw earlier. */
  #isGone(): boolean {
    try {
      const { COPY_DST } = GPUBufferUsage;
      const buffer = this.#device.createBuffer({
        size: 4,
        usage: COPY_DST,
        mappedAtCreation: true,
      });
      buffer.getMappedRange();
      buffer.destroy();
      return false;
    } catch {
      return true;
    }
  }

  #collect(kernel: string): void {
    const collected = this.#device.popErrorScope().then(
      (error) => {
        if (error) this.#note(kernel, error);
      },
      // Without a device there is nothing to report; `lost` reports that itself.
      () => {},
    ).finally(() => this.#pending.delete(collected));
    this.#pending.add(collected);
  }

  #note(kernel: string, error: GPUError): void {
    this.#first ??= new Error(`Cannot run ${kernel} on the GPU: ${error.message}`);
  }
}

function lostError(details: string): DeviceLostError {
  return new DeviceLostError(
    `Cannot run on the GPU: the device was lost${details}. ` +
      "Call setupWebGpu() for a new one; tensors of the old one are gone",
  );
}
