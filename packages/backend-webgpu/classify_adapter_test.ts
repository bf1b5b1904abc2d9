import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { classifyAdapter } from "./classify_adapter.ts";

const named = (vendor: string, architecture = "", description = "") => ({
  vendor,
  architecture,
  description,
});

describe("classifyAdapter()", () => {
  it("knows software by its flag and by its name", () => {
    assert.equal(classifyAdapter({ ...named("x"), isFallbackAdapter: true }), "fallback");
    assert.equal(classifyAdapter(named("google", "swiftshader")), "fallback");
    assert.equal(
      classifyAdapter(named("65541", "", "llvmpipe (LLVM 15.0.6, 256 bits)")),
      "fallback",
    );
  });

  it("knows the vendors of integrated adapters, by name and by PCI number", () => {
    for (const vendor of ["intel", "apple", "qualcomm", String(0x8086), String(0x106b)]) {
      assert.equal(classifyAdapter(named(vendor)), "integrated");
    }
  });

  it("takes the others for cards of their own", () => {
    for (const vendor of ["nvidia", "amd", String(0x10de), ""]) {
      assert.equal(classifyAdapter(named(vendor)), "discrete");
    }
  });
});
