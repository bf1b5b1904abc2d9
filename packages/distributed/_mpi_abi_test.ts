import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { mpiAbi } from "./_mpi_abi.ts";

const handle = (path: string, version: string) => {
  const abi = mpiAbi(path, version);
  const { world } = abi.constants(() => 7n);
  return [abi.handle, world];
};

describe("mpiAbi()", () => {
  it("goes by what the library says it is, whatever it is called", () => {
    const mpich = ["i32", 0x44000000];
    assert.deepEqual(handle("libmpi.so.12", "MPICH Version:\t4.0.2\nMPICH Release date:"), mpich);
    assert.deepEqual(handle("libmpi.so.12", "Intel(R) MPI Library 2021.9 for Linux* OS"), mpich);
    assert.deepEqual(
      handle("/opt/cray/libmpi_cray.so.12", "MPI VERSION    : CRAY MPICH version 8.1"),
      mpich,
    );
    assert.deepEqual(handle("libmpi.so", "Open MPI v4.1.4, package: Debian"), ["usize", 7n]);
  });

  it("takes the standard interface where the library is that", () => {
    assert.deepEqual(handle("libmpi_abi.so.0", "MPICH Version: 5.0.0"), ["usize", 0x101n]);
    assert.deepEqual(handle("/usr/lib/libmpi_abi.0.dylib", "Open MPI v6.0.0"), ["usize", 0x101n]);
  });

  it("refuses what it does not know", () => {
    assert.throws(() => mpiAbi("libmpi.so", "Other MPI 1.0"), /neither .*, got "Other MPI 1.0"/);
  });
});
