/** Bytes of a set of cores, as many as the C library has. */
export const CORE_SET_BYTES = 128;

/** The cores that this process may run on, a bit each; empty where the system does not say. */
export function coreSet(): Uint8Array<ArrayBuffer> {
  const set = new Uint8Array(CORE_SET_BYTES);
  if (Deno.build.os !== "linux") return set;
  const { symbols } = Deno.dlopen("libc.so.6", {
    sched_getaffinity: { parameters: ["i32", "usize", "buffer"], result: "i32" },
  });
  symbols.sched_getaffinity(0, BigInt(CORE_SET_BYTES), set);
  return set;
}

/**
 * Cores for one rank, less than 1 where there are more ranks than cores. Launchers may bind each rank to cores of its
 * own, as Open MPI does with two, or leave all cores to all.
 *
 * @param sets The core sets of all ranks, one after the other.
 * @param rank Whose share it is.
 * @param localSize Ranks on its machine.
 * @param cores How many cores it may run on.
 */
export function coresForRank(
  sets: Uint8Array,
  rank: number,
  localSize: number,
  cores: number,
): number {
  const setOf = (rank: number) =>
    sets.subarray(rank * CORE_SET_BYTES, (rank + 1) * CORE_SET_BYTES).join();
  const size = sets.length / CORE_SET_BYTES;
  const alike = Array.from({ length: size }, (_, other) => setOf(other))
    .filter((set) => set === setOf(rank)).length;
  // Machines are alike: as large a share of the ranks on this one runs on the same cores as of all ranks.
  return cores / (localSize * alike / size);
}
