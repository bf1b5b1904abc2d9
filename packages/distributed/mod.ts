/**
 * Several processes that work on one problem together, connected by MPI; or a single process with the same
 * interface.
 *
 * MPI is available on every cluster: `mpiexec`, `srun` or a Kubernetes MPIJob starts the processes, and they
 * call a library of the system, here through Deno's FFI.
 *
 * @module
 */

export * from "./communicator.ts";
export * from "./connect_mpi.ts";
export * from "./one_process.ts";
