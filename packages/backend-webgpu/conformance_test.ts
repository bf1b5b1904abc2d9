import { conformance } from "@bnlstm/testing";
import { setupWebGpu } from "./mod.ts";

conformance({
  backend: "webgpu",
  implementation: "fused",
  prepare: async () => {
    await setupWebGpu();
  },
  outputs: { absolute: 0, relative: 5e-6 },
  gradients: { absolute: 1e-6, relative: 2e-5 },
});
