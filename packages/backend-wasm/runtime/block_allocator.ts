import { InvalidRangeError } from "@bnlstm/core";

/** Alignment of every block: a cache line, so that no two threads share one by accident. */
const ALIGNMENT = 64;

/** A piece of memory. */
export interface Block {
  /** Address of its first byte. */
  address: number;
  /** Length, a multiple of the alignment. */
  bytes: number;
}

/** Rounds a number of bytes up to the alignment of blocks. */
export function alignBytes(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

/**
 * Allocates blocks in a memory of fixed size, always at the lowest address that fits. A training loop asks for
 * the same blocks in every step and so gets the same pages, which the system has already mapped. Fresh pages
 * cost PyTorch up to a third of its time on problems of this kind.
 */
export class BlockAllocator {
  /** Free blocks by address, never adjacent. */
  readonly #free: Block[];
  readonly #bytes: number;
  #used = 0;

  /** @param start First address. @param end Address after the last. */
  constructor(start: number, end: number) {
    const first = alignBytes(start);
    this.#bytes = Math.floor((end - first) / ALIGNMENT) * ALIGNMENT;
    this.#free = [{ address: first, bytes: this.#bytes }];
  }

  /** Bytes currently allocated. */
  get usedBytes(): number {
    return this.#used;
  }

  /** Whether a free block of that length exists. */
  fits(bytes: number): boolean {
    return this.#free.some((block) => block.bytes >= alignBytes(bytes));
  }

  /**
   * @param bytes Length wanted.
   * @param purpose What it is for; completes "Cannot …" in error messages.
   * @throws {RangeError} If no free block is long enough, naming the bytes needed.
   */
  allocate(bytes: number, purpose: string): Block {
    const length = alignBytes(bytes);
    const index = this.#free.findIndex((block) => block.bytes >= length);
    if (index < 0) {
      const largest = Math.max(0, ...this.#free.map((block) => block.bytes));
      throw new InvalidRangeError(
        `Cannot ${purpose}: ${length} bytes of WASM memory are needed, and of ${this.#bytes} bytes ` +
          `${this.#bytes - this.#used} are free, ${largest} of them in one piece`,
      );
    }
    const block = this.#free[index];
    const taken = { address: block.address, bytes: length };
    block.address += length;
    block.bytes -= length;
    if (block.bytes === 0) this.#free.splice(index, 1);
    this.#used += length;
    return taken;
  }

  /** Frees a block and joins it with its free neighbors. */
  release({ address, bytes }: Block): void {
    this.#used -= bytes;
    let index = this.#free.findIndex((block) => block.address > address);
    if (index < 0) index = this.#free.length;
    this.#free.splice(index, 0, { address, bytes });
    for (const left of [index, index - 1]) {
      const [block, next] = [this.#free[left], this.#free[left + 1]];
      if (block && next && block.address + block.bytes === next.address) {
        block.bytes += next.bytes;
        this.#free.splice(left + 1, 1);
      }
    }
  }
}
