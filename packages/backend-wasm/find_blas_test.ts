import { describe, it, withGlobal } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { findBlas } from "./find_blas.ts";

describe("findBlas()", () => {
  it("says why the library that is named cannot be used", () => {
    Deno.env.set("BNLSTM_BLAS", "no_such_library");
    try {
      assert.throws(
        findBlas,
        /Cannot use the native BLAS that BNLSTM_BLAS names: .*no_such_library/,
      );
    } finally {
      Deno.env.delete("BNLSTM_BLAS");
    }
  });

  it("says what a library lacks", () => {
    Deno.env.set("BNLSTM_BLAS", "libm.so.6");
    try {
      assert.throws(
        findBlas,
        /BNLSTM_BLAS names: libm.so.6 has neither dnnl_sgemm nor cblas_sgemm/,
      );
    } finally {
      Deno.env.delete("BNLSTM_BLAS");
    }
  });

  it("says where it looked on a system that has none", async () => {
    const dlopen = () => {
      throw new Error("not found");
    };
    await withGlobal("Deno", { ...Deno, dlopen, build: { os: "linux" } }, () => {
      assert.throws(
        findBlas,
        /there is none of libdnnl.so.3, .*; install oneDNN or OpenBLAS, or name/,
      );
    });
  });

  it("says which permission it needs", async () => {
    const denied = () => ({ state: "denied" });
    const permissions = { querySync: denied, requestSync: denied };
    await withGlobal("Deno", { ...Deno, permissions }, () => {
      assert.throws(findBlas, /Cannot use a native BLAS: it needs the permission --allow-ffi/);
    });
  });

  it("says that no other runtime can open one", async () => {
    await withGlobal("Deno", undefined, () => {
      assert.throws(findBlas, /Cannot use a native BLAS: only Deno can open one/);
    });
  });
});
