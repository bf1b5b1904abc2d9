import { InvalidRangeError, InvalidTypeError } from "@bnlstm/core";
import type { SafetensorsTensor } from "@bnlstm/train/safetensors";

/** The named tensors of a foreign file, each of which must be read exactly once. */
export class TensorSource {
  readonly #tensors: ReadonlyMap<string, SafetensorsTensor>;
  readonly #unread: Set<string>;
  readonly #attempt: string;

  /** @param attempt Completes "Cannot …" in error messages. */
  constructor(tensors: Readonly<Record<string, SafetensorsTensor>>, attempt: string) {
    this.#tensors = new Map(Object.entries(tensors));
    this.#unread = new Set(this.#tensors.keys());
    this.#attempt = attempt;
  }

  /** Names of all tensors. */
  get names(): string[] {
    return [...this.#tensors.keys()];
  }

  /** Names of the tensors that were not read. */
  get unread(): string[] {
    return [...this.#unread];
  }

  /** Whether a tensor of this name exists. */
  has(name: string): boolean {
    return this.#tensors.has(name);
  }

  /**
   * The shape of a tensor.
   *
   * @param expected Names of its dimensions, for the error message, e.g. `[4H, H]`.
   * @throws {TypeError} If there is no tensor of this name, or it has another number of dimensions.
   */
  shape(name: string, ...expected: string[]): number[] {
    const tensor = this.#tensors.get(name);
    const wanted = `[${expected.join(", ")}]`;
    if (tensor === undefined) throw this.error(`${name} ${wanted} is missing`);
    if (tensor.shape.length !== expected.length) {
      throw this.error(`${name} must have shape ${wanted}, got [${tensor.shape.join(", ")}]`);
    }
    return tensor.shape;
  }

  /**
   * Reads a tensor, as float32.
   *
   * @throws {TypeError} If it is missing, or has another shape or element type.
   * @throws {RangeError} If a number in it is not finite.
   */
  take(name: string, shape: number[]): Float32Array {
    const tensor = this.#tensors.get(name);
    const wanted = `[${shape.join(", ")}]`;
    if (tensor === undefined) throw this.error(`${name} ${wanted} is missing`);
    if (tensor.shape.join() !== shape.join()) {
      throw this.error(`${name} must have shape ${wanted}, got [${tensor.shape.join(", ")}]`);
    }
    const { values } = tensor;
    if (!(values instanceof Float32Array || values instanceof Float64Array)) {
      throw this.error(`${name} must hold float32 or float64, got ${values.constructor.name}`);
    }
    const wrong = values.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0) {
      throw new InvalidRangeError(
        `Cannot ${this.#attempt}: ${name} must be finite, got ${values[wrong]} at ${wrong}`,
      );
    }
    this.#unread.delete(name);
    return values instanceof Float32Array ? values : Float32Array.from(values);
  }

  /** Creates an error about the file. */
  error(state: string): TypeError {
    return new InvalidTypeError(`Cannot ${this.#attempt}: ${state}`);
  }

  /**
   * Checks that every tensor was read.
   *
   * @param prefix Only tensors whose names begin with it are checked.
   * @throws {TypeError} If a tensor was not read, naming the first one.
   */
  finish(prefix = ""): void {
    const name = this.unread.find((name) => name.startsWith(prefix));
    if (name !== undefined) throw this.error(`unknown tensor ${JSON.stringify(name)}`);
  }
}
