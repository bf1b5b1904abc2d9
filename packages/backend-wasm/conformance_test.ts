import { conformance } from "@bnlstm/testing";
import { setupWasm } from "./mod.ts";

for (const threads of [1, 2]) {
  conformance({
    backend: "wasm",
    implementation: "fused",
    outputs: { absolute: 1e-6, relative: 5e-6 },
    gradients: { absolute: 1e-6, relative: 5e-5 },
    prepare: async () => {
      await setupWasm({ threads });
    },
  });
}
