/**
 * Processes that work on one problem: over MPI, or one alone.
 *
 * MPI is what clusters have: programs are started by `mpiexec`, `srun` or a Kubernetes MPIJob, and call a
 * library of the system, here through Deno's FFI.
 *
 * @module
 */

export * from "./communicator.ts";
export * from "./connect_mpi.ts";
export * from "./one_process.ts";
