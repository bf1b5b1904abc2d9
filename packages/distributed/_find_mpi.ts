import { UnavailableError } from "./_invalid_input.ts";

/** The environment variable that names a library. */
const VARIABLE = "BNLSTM_MPI";

/** Names under which systems have libraries with MPICH's ABI, and Open MPI. */
const MPICH = ["libmpich.so.12", "libmpi.so.12", "/opt/homebrew/opt/mpich/lib/libmpi.12.dylib"];
const OPEN_MPI = ["libmpi.so.40", "/opt/homebrew/opt/open-mpi/lib/libmpi.40.dylib"];
const STANDARD = ["libmpi_abi.so.1", "libmpi_abi.so.0"];

/** A library that was found, and its version. */
export interface FoundMpi {
  /** A name or path for `Deno.dlopen`. */
  path: string;
  /** What `MPI_Get_library_version` returns. */
  version: string;
}

/**
 * Finds the MPI of the system: the library named by the environment variable `BNLSTM_MPI`, or else the one that
 * belongs to the `mpiexec` that started this process, or else any.
 *
 * @throws {Error} If there is none, the runtime is not Deno, or the permission `--allow-ffi` is missing.
 */
export function findMpi(): FoundMpi {
  const deno = globalThis.Deno;
  if (deno?.dlopen === undefined) {
    throw new UnavailableError("Cannot use MPI: only Deno can open a library");
  }
  if (deno.permissions.requestSync({ name: "ffi" }).state !== "granted") {
    throw new UnavailableError("Cannot use MPI: it needs the permission --allow-ffi");
  }
  const named = variable(VARIABLE);
  const byOpenMpi = variable("OMPI_COMM_WORLD_SIZE") !== undefined;
  const candidates = named !== undefined
    ? [named]
    : [...STANDARD, ...byOpenMpi ? [...OPEN_MPI, ...MPICH] : [...MPICH, ...OPEN_MPI]];
  const failures: string[] = [];
  for (const path of candidates) {
    try {
      return { path, version: libraryVersion(path) };
    } catch (error) {
      failures.push((error as Error).message);
    }
  }
  if (named !== undefined) {
    throw new UnavailableError(`Cannot use the MPI library that ${VARIABLE} names: ${failures[0]}`);
  }
  throw new UnavailableError(
    `Cannot use MPI: there is none of ${
      candidates.join(", ")
    }; install MPICH or Open MPI, or name a ` +
      `library in ${VARIABLE}`,
  );
}

/**
 * How many processes were started together, according to the variables that launchers set; `undefined` if none
 * did.
 */
export function launchedProcesses(): number | undefined {
  return firstNumber(["OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS"]);
}

/** How many of them were started on this machine. */
export function launchedHere(): number | undefined {
  return firstNumber(["OMPI_COMM_WORLD_LOCAL_SIZE", "MPI_LOCALNRANKS"]);
}

function firstNumber(names: string[]): number | undefined {
  const set = names.map(variable).find((value) => value !== undefined);
  return set === undefined ? undefined : Number(set);
}

function libraryVersion(path: string): string {
  const library = Deno.dlopen(path, {
    MPI_Get_library_version: { parameters: ["buffer", "buffer"], result: "i32" },
  });
  const text = new Uint8Array(8192);
  const length = new Int32Array(1);
  library.symbols.MPI_Get_library_version(text, length);
  return new TextDecoder().decode(text.subarray(0, length[0])).replace(/\0.*$/s, "").trim();
}

/** The value of an environment variable that may be read. */
function variable(name: string): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable: name });
  return state === "granted" ? Deno.env.get(name) || undefined : undefined;
}
