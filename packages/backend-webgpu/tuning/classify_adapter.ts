import type { AdapterClass } from "../tuning.ts";

/**
 * Patterns that identify the class of an adapter in the text "vendor architecture description"; the first match
 * counts. WebGPU does not tell the class. Browsers give names and architectures; native runtimes give PCI
 * numbers (not even those on Metal and OpenGL) and the name from the driver.
 */
const SIGNS: readonly (readonly [AdapterClass, RegExp])[] = [
  ["fallback", /llvmpipe|lavapipe|softpipe|swiftshader|\bwarp\b|basic render/i],
  // Intel's discrete cards; "Arc Graphics" and "Arc 140V", without such a letter, are parts of processors.
  ["discrete", /gen-12hp|xe-2hpg|\barc\S* (pro )?[ab]\d|data center gpu/i],
  // Graphics in AMD's processors: Radeon without a series, with a mobile number, Vega with few units, consoles.
  [
    "integrated",
    /radeon\S* (r\d )?graphics(?!.*navi)|radeon \d{3}m|vega \d{1,2} graphics|custom gpu/i,
  ],
  // Vendors that make hardly anything else, by name or PCI number, and NVIDIA's boards.
  ["integrated", /^(intel|apple|arm|qualcomm|img-tec|samsung|broadcom)\b|tegra|orin\b/i],
  ["integrated", /^(32902|4203|5045|20803|4112|5197|5348) /],
  ["integrated", /\b(intel\b|apple\b|adreno|mali|powervr|xclipse|videocore|v3d)/i],
];

/**
 * The kind of an adapter, as far as it can be told. A wrong guess costs only speed: all launch shapes give
 * correct results on all adapters.
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
