import { UnavailableError } from "./_invalid_input.ts";

/** A handle of MPI: a number or an address, depending on the library. */
export type Handle = number | bigint;

/** The handles and constants that are used here. */
export interface MpiConstants {
  /** `MPI_COMM_WORLD`. */
  world: Handle;
  /** `MPI_BYTE`. */
  byte: Handle;
  /** `MPI_INT32_T`. */
  int32: Handle;
  /** `MPI_FLOAT`. */
  float: Handle;
  /** `MPI_DOUBLE`. */
  double: Handle;
  /** `MPI_SUM`. */
  sum: Handle;
  /** `MPI_ERRORS_RETURN`. */
  errorsReturn: Handle;
  /** `MPI_IN_PLACE`, an address. */
  inPlace: bigint;
  /** `MPI_THREAD_FUNNELED`. */
  funneled: number;
}

/** How a library represents MPI's handles, which the API leaves open. */
export interface MpiAbi {
  /** How a handle is passed. */
  handle: "i32" | "usize";
  /**
   * The constants of an opened library.
   *
   * @param addressOf Finds the address of a symbol of the library.
   */
  constants(addressOf: (symbol: string) => bigint): MpiConstants;
}

/** MPICH and libraries compatible with it: Intel MPI, MVAPICH, Cray MPICH. Handles are numbers. */
const MPICH: MpiAbi = {
  handle: "i32",
  constants: () => ({
    world: 0x44000000,
    byte: 0x4c00010d,
    int32: 0x4c000439,
    float: 0x4c00040a,
    double: 0x4c00080b,
    sum: 0x58000003,
    errorsReturn: 0x54000001,
    inPlace: 2n ** 64n - 1n,
    funneled: 1,
  }),
};

/** Open MPI. Handles are addresses of its data. */
const OPEN_MPI: MpiAbi = {
  handle: "usize",
  constants: (addressOf) => ({
    world: addressOf("ompi_mpi_comm_world"),
    byte: addressOf("ompi_mpi_byte"),
    int32: addressOf("ompi_mpi_int32_t"),
    float: addressOf("ompi_mpi_float"),
    double: addressOf("ompi_mpi_double"),
    sum: addressOf("ompi_mpi_op_sum"),
    errorsReturn: addressOf("ompi_mpi_errors_return"),
    inPlace: 1n,
    funneled: 1,
  }),
};

/** The standard ABI of MPI 5.0. Handles are numbers of the size of a pointer. */
const STANDARD: MpiAbi = {
  handle: "usize",
  constants: () => ({
    world: 0x101n,
    byte: 0x247n,
    int32: 0x250n,
    float: 0x210n,
    double: 0x214n,
    sum: 0x21n,
    errorsReturn: 0x143n,
    inPlace: 1n,
    funneled: 1024,
  }),
};

/**
 * The ABI of a library.
 *
 * @param path Its name or path: a library with the standard ABI has a name of its own, whoever made it.
 * @param version What `MPI_Get_library_version` returns.
 * @throws {Error} If the ABI is not known.
 */
export function mpiAbi(path: string, version: string): MpiAbi {
  if (/(^|\/)libmpi_abi\.[^/]*$/.test(path)) return STANDARD;
  if (/^Open MPI\b/.test(version)) return OPEN_MPI;
  if (/^(MPICH|MVAPICH|Intel\(R\) MPI|MPI VERSION\s*: CRAY MPICH)/i.test(version)) return MPICH;
  throw new UnavailableError(
    `Cannot use MPI library ${path}: it is neither MPICH, Open MPI nor the standard interface, ` +
      `got "${version}"`,
  );
}
