import type { AdapterClass } from "../tuning.ts";

/**
 * What gives an adapter away, first match first, in "vendor architecture description". WebGPU has no word
 * for the class. Browsers give names and architectures, native runtimes PCI numbers (Metal and OpenGL not
 * even these) and what the driver calls the adapter.
 */
const SIGNS: readonly (readonly [AdapterClass, RegExp])[] = [
  ["fallback", /llvmpipe|lavapipe|softpipe|swiftshader|\bwarp\b|basic render/i],
  // Intel's own cards; "Arc Graphics" and "Arc 140V" without such a letter are part of processors.
  ["discrete", /gen-12hp|xe-2hpg|\barc\S* (pro )?[ab]\d|data center gpu/i],
  // AMD's processors: Radeon without a series, a mobile number, Vega with its few units, consoles.
  [
    "integrated",
    /radeon\S* (r\d )?graphics(?!.*navi)|radeon \d{3}m|vega \d{1,2} graphics|custom gpu/i,
  ],
  // Vendors that make little else, by name or PCI number, and NVIDIA's boards.
  ["integrated", /^(intel|apple|arm|qualcomm|img-tec|samsung|broadcom)\b|tegra|orin\b/i],
  ["integrated", /^(32902|4203|5045|20803|4112|5197|5348) /],
  ["integrated", /\b(intel\b|apple\b|adreno|mali|powervr|xclipse|videocore|v3d)/i],
];

/**
 * What kind of adapter this is, as far as it tells. To be wrong costs speed alone: launch shapes are
 * right on all of them.
 */
export function classifyAdapter(
  info: Pick<GPUAdapterInfo, "vendor" | "architecture" | "description"> & {
    isFallbackAdapter?: boolean;
  },
): AdapterClass {
  if (info.isFallbackAdapter) return "fallback";
  const name = `${info.vendor} ${info.architecture} ${info.description}`;
  return SIGNS.find(([, sign]) => sign.test(name))?.[0] ?? "discrete";
}
