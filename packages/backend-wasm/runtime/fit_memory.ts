/** 65536 pages as an LEB128 number of three bytes. */
const ANY_PAGES = [0x80, 0x80, 0x04];

/** The import `env.memory` of a module: a memory (2), shared and limited (3), of 65536 pages. */
const IMPORT = [
  ...[3, ...new TextEncoder().encode("env"), 6, ...new TextEncoder().encode("memory")],
  ...[2, 3, ...ANY_PAGES, ...ANY_PAGES],
];

/**
 * Rewrites the memory that a module imports to exactly the one it will get.
 *
 * If a shared memory may grow, V8 loads its size again for every access it checks, and it checks every access
 * where guard pages are not available, as in Deno. A fixed size it keeps in a register.
 *
 * @param bytes The module as it was built.
 * @param pages Number of pages of the memory.
 * @param shared Whether it is shared.
 * @throws {Error} If the module imports no such memory.
 */
export function fitMemory(
  bytes: Uint8Array,
  pages: number,
  shared: boolean,
): Uint8Array<ArrayBuffer> {
  const fitted = Uint8Array.from(bytes);
  const at = fitted.findIndex((_, start) => IMPORT.every((byte, i) => fitted[start + i] === byte));
  if (at < 0) throw new Error("Cannot fit the kernels to their memory: they import none");
  const size = [(pages & 0x7f) | 0x80, ((pages >> 7) & 0x7f) | 0x80, pages >> 14];
  fitted.set([shared ? 3 : 1, ...size, ...size], at + IMPORT.length - 7);
  return fitted;
}
