import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { classifyAdapter } from "./classify_adapter.ts";
import type { AdapterClass } from "../tuning.ts";

const PCI = {
  amd: "4098",
  intel: "32902",
  mesa: "65541",
  microsoft: "5140",
  nvidia: "4318",
  qualcomm: "20803",
};

/** Adapters as browsers (vendor, architecture) and native runtimes (PCI number, description) tell them. */
const ADAPTERS: Record<
  AdapterClass,
  [vendor: string, architecture: string, description: string][]
> = {
  fallback: [
    ["google", "swiftshader", ""],
    ["microsoft", "warp", ""],
    [PCI.mesa, "", "llvmpipe (LLVM 15.0.6, 256 bits)"],
    [PCI.microsoft, "", "Microsoft Basic Render Driver"],
  ],
  integrated: [
    ["intel", "gen-12lp", ""],
    ["intel", "xe-2lpg", ""],
    ["apple", "metal-3", ""],
    ["qualcomm", "adreno-7xx", ""],
    [PCI.intel, "", "Intel(R) UHD Graphics 770"],
    [PCI.intel, "", "Intel(R) Arc(tm) Graphics (MTL)"],
    [PCI.intel, "", "Intel(R) Arc(TM) 140V GPU (16GB)"],
    [PCI.qualcomm, "", "Qualcomm(R) Adreno(TM) X1-85 GPU"],
    [PCI.amd, "", "AMD Radeon(TM) Graphics"],
    [PCI.amd, "", "AMD Radeon Graphics (RADV RENOIR)"],
    [PCI.amd, "", "AMD Radeon 780M Graphics (RADV PHOENIX)"],
    [PCI.amd, "", "AMD Radeon(TM) Vega 8 Graphics"],
    [PCI.amd, "", "AMD Custom GPU 0405 (RADV VANGOGH)"],
    [PCI.nvidia, "", "NVIDIA Tegra Orin (nvgpu)"],
    // Metal and OpenGL have no PCI numbers.
    ["0", "", "Apple M1 Pro"],
    ["0", "", "Mesa Intel(R) Iris(R) Xe Graphics (TGL GT2)"],
    ["", "", "Mali-G78"],
  ],
  discrete: [
    ["nvidia", "ampere", ""],
    ["amd", "rdna-3", ""],
    ["intel", "gen-12hp", ""],
    ["intel", "xe-2hpg", ""],
    [PCI.nvidia, "", "NVIDIA GeForce RTX 4070 Laptop GPU"],
    [PCI.amd, "", "AMD Radeon RX 7900 XTX (RADV NAVI31)"],
    [PCI.amd, "", "AMD Radeon Graphics (RADV NAVI21)"],
    [PCI.amd, "", "AMD Radeon RX 6800M"],
    [PCI.amd, "", "Radeon RX Vega 56"],
    [PCI.intel, "", "Intel(R) Arc(tm) A770 Graphics (DG2)"],
    [PCI.intel, "", "Intel(R) Arc(TM) Pro B60 Graphics"],
    ["0", "", "AMD Radeon Pro 5500M"],
    ["", "", ""],
  ],
};

describe("classifyAdapter()", () => {
  for (const [adapterClass, adapters] of Object.entries(ADAPTERS)) {
    for (const [vendor, architecture, description] of adapters) {
      it(`takes ${[vendor, architecture, description].join("/")} for ${adapterClass}`, () => {
        assert.equal(classifyAdapter({ vendor, architecture, description }), adapterClass);
      });
    }
  }

  it("believes an adapter that says it is a fallback", () => {
    const info = { vendor: "nvidia", architecture: "", description: "", isFallbackAdapter: true };
    assert.equal(classifyAdapter(info), "fallback");
  });
});
