import type { AdapterClass } from "./tuning.ts";

/** Vendors whose adapters share the processor's memory, by name or by PCI number. */
const INTEGRATED = /^(intel|apple|arm|qualcomm|img-tec|samsung|32902|4203|5045|20803|4112|5197)$/i;

/** Software adapters that do not all say what they are. */
const SOFTWARE = /llvmpipe|swiftshader|basic render/i;

/** What kind of adapter this is, as far as it tells. */
export function classifyAdapter(
  info: Pick<GPUAdapterInfo, "vendor" | "architecture" | "description"> & {
    isFallbackAdapter?: boolean;
  },
): AdapterClass {
  if (info.isFallbackAdapter || SOFTWARE.test(`${info.architecture} ${info.description}`)) {
    return "fallback";
  }
  return INTEGRATED.test(info.vendor) ? "integrated" : "discrete";
}
