/** Bytes of a set of cores, as in the C library. */
export const CORE_SET_BYTES = 128;

/** The cores on which this process may run, one bit each; empty if the system does not say. */
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
 * Number of cores for one rank; less than 1 if there are more ranks than cores. Launchers may bind each rank to
 * its own cores, as Open MPI does with two ranks, or let all ranks use all cores.
 *
 * @param sets The core sets of all ranks, one after the other.
 * @param rank The rank.
 * @param localSize Number of ranks on its machine.
 * @param cores Number of cores on which it may run.
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
  // Machines are assumed to be alike: the share of ranks on the same cores is the same on this machine as over
  // all.
  return cores / (localSize * alike / size);
}
