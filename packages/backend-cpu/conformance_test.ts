import { conformance } from "@bnlstm/testing";
import "./mod.ts";

conformance({
  backend: "cpu",
  implementation: "fused",
  outputs: { absolute: 0, relative: 2e-6 },
  gradients: { absolute: 1e-7, relative: 2e-5 },
});
