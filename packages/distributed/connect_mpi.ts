import { CORE_SET_BYTES, coreSet, coresForRank } from "./_cores_for_rank.ts";
import { checkBytes, checkMpiOptions, checkNumbers, checkRoot } from "./_check_arguments.ts";
import { UnavailableError } from "./_invalid_input.ts";
import { findMpi, launchedHere, launchedProcesses } from "./_find_mpi.ts";
import { LastWords } from "./_last_words.ts";
import { mpiAbi } from "./_mpi_abi.ts";
import { openMpi } from "./_open_mpi.ts";
import { Watchdog } from "./_watchdog.ts";
import type { Communicator } from "./communicator.ts";

/** Options of {@linkcode connectMpi}. */
export interface MpiOptions {
  /** How long a rank waits for the others before it ends all of them, in seconds. Default: 300. */
  timeout?: number;
  /**
   * Advice for the user, printed after the sentence that names a rank that was killed. That sentence needs the program
   * `sh` and the permission to run it (`--allow-run=sh`); without them only the launcher says something. Default: to
   * start the processes again.
   */
  ifLost?: string;
}

const DEFAULT_TIMEOUT = 300;

/**
 * Connects the processes that `mpiexec` or `srun` started, through the MPI of the system: MPICH and libraries
 * compatible with it, Open MPI, or the standard ABI of MPI 5. The library is the one named by the environment
 * variable `BNLSTM_MPI`, or else the one that belongs to the launcher.
 *
 * Call it only once in a process. Only the thread that called it may use the result.
 *
 * @throws {Error} If there is no MPI, the permission `--allow-ffi` is missing, or the MPI found is not the one
 *   that started the processes, so that each of them would be alone.
 * @throws {RangeError} If the timeout is not a positive number.
 */
export function connectMpi(options: MpiOptions = {}): Communicator {
  checkMpiOptions(options);
  const { timeout = DEFAULT_TIMEOUT, ifLost = "start the processes again" } = options;
  const { path, version } = findMpi();
  const name = describe(version);
  const abi = mpiAbi(path, version);
  let mpi = openMpi(path, abi, false);
  const watchdog = new Watchdog(timeout, {
    complaint:
      `Cannot use MPI: others that were started with this process did not join it within ${timeout} seconds; ` +
      "start the same command everywhere",
  });
  watchdog.watch(() => mpi.initialize());
  const [rank, size] = [mpi.rank(), mpi.size()];
  const launched = launchedProcesses();
  if (launched !== undefined && launched !== size) {
    mpi.finalize();
    throw new UnavailableError(
      `Cannot use MPI: ${launched} processes were started together, but ${name} (${path}) sees ${size}; ` +
        "start them with the mpiexec that belongs to it, or name another library in BNLSTM_MPI",
    );
  }
  const lastWords = new LastWords(
    `Cannot go on: rank ${rank} of ${size} (process ${Deno.pid}) was killed, all end; ${ifLost}`,
  );
  watchdog.change({
    complaint:
      `Cannot go on: rank ${rank} of ${size} waited ${timeout} seconds for the others; one of them hangs, or ` +
      "needs a longer --timeout",
    silenced: lastWords.shell,
  });
  const sets = new Uint8Array(size * CORE_SET_BYTES);
  watchdog.watch(() => mpi.gather(coreSet(), sets));
  const localSize = Math.min(size, launchedHere() ?? size);
  const cores = coresForRank(sets, rank, localSize, navigator.hardwareConcurrency);
  if (cores < 1) mpi = openMpi(path, abi, true);
  const lengths = new Int32Array(size);
  return {
    rank,
    size,
    cores,
    name,
    sum(values) {
      checkNumbers(values);
      watchdog.watch(() => mpi.sum(values));
    },
    gather(bytes) {
      checkBytes("gather from the ranks", bytes);
      return watchdog.watch(() => {
        mpi.gather(Int32Array.of(bytes.length), lengths);
        const longest = Math.max(...lengths);
        const own = new Uint8Array(longest);
        own.set(bytes);
        const all = new Uint8Array(longest * size);
        mpi.gather(own, all);
        return Array.from(
          lengths,
          (length, rank) => all.slice(rank * longest, rank * longest + length),
        );
      });
    },
    broadcast(bytes, root = 0) {
      checkBytes("broadcast", bytes);
      checkRoot(root, size);
      return watchdog.watch(() => {
        const length = Int32Array.of(bytes.length);
        mpi.broadcast(length, root);
        const result = new Uint8Array(length[0]);
        if (rank === root) result.set(bytes);
        mpi.broadcast(result, root);
        return result;
      });
    },
    barrier: () => watchdog.watch(() => mpi.barrier()),
    abort(status) {
      lastWords.cancel();
      return mpi.abort(status);
    },
    finalize() {
      watchdog.watch(() => mpi.finalize());
      lastWords.cancel();
    },
  };
}

/** Name and version, taken from what some libraries make a whole paragraph. */
function describe(version: string): string {
  const [, name, number] = version.match(/^([A-Za-z() ]*?)(?: Version)?[:,]?\s+v?(\d[\w.]*)/) ?? [];
  return name ? `${name} ${number}` : version.split("\n")[0];
}
