import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { Block, BlockAllocator } from "./block_allocator.ts";
import { onDispose } from "./on_dispose.ts";

/** Arrays in the kernels' memory that were derived from tensors. */
export interface Held {
  /** The memory they take up. */
  block: Block;
  /** Address of each by name. */
  at: Record<string, number>;
}

/** Statistics of a population as the kernels read them. */
export interface HeldPopulation extends Held {
  /** Number of steps that have some of their own. */
  rows: number;
}

/** What something held is derived from. */
export interface Sources {
  /** Data of the tensors. The first of them is the key: for each there is one derivation. */
  data: readonly object[];
  /** Whatever else it depends on. */
  variant: string;
}

/**
 * Derivations that stay in the kernels' memory from one call to the next, until tfjs frees a tensor they come
 * from, or until the memory is needed for something else.
 */
export class Holder<T extends Held = Held> {
  readonly #held = new Map<object, T & Sources>();
  readonly #allocator: BlockAllocator;

  constructor(allocator: BlockAllocator) {
    this.#allocator = allocator;
  }

  /** What is held of these sources, derived now if it is not there. */
  get(backend: BackendWasm, sources: Sources, derive: () => T): T {
    const { data, variant } = sources, [key] = data;
    const before = this.#held.get(key);
    if (before?.variant === variant && data.every((id, i) => id === before.data[i])) return before;
    if (before) this.#release(key);
    const held = { ...derive(), ...sources };
    this.#held.set(key, held);
    for (const id of data) {
      onDispose(backend, id, this, () => {
        for (const [key, { data }] of this.#held) if (data.includes(id)) this.#release(key);
      });
    }
    return held;
  }

  /** Frees everything except what is in use. */
  clear(inUse?: Held): void {
    for (const [key, held] of this.#held) if (held !== inUse) this.#release(key);
  }

  #release(key: object): void {
    this.#allocator.release(this.#held.get(key)!.block);
    this.#held.delete(key);
  }
}
