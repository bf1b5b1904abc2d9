import { conformance, describeOnWebGpu, webGpuConformance } from "@bnlstm/testing";
import { setupWebGpu, TUNINGS } from "./mod.ts";

await describeOnWebGpu("one binding for all steps", () => {
  conformance(webGpuConformance(setupWebGpu));
});

// The larger of the fixed cases then take two or three bindings.
await describeOnWebGpu("several bindings", () => {
  conformance(webGpuConformance(() => setupWebGpu({ bindingLimit: 66_000 }), 1));
});

for (const [adapterClass, tuning] of Object.entries(TUNINGS)) {
  if (adapterClass === "fallback") continue;
  await describeOnWebGpu(`tuning of ${adapterClass} adapters`, () => {
    conformance(webGpuConformance(() => setupWebGpu({ tuning }), 5));
  });
}
