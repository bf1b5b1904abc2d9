import { conformance } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";

conformance({
  backend: "cpu",
  implementation: "composed",
  outputs: { absolute: 0, relative: 2e-6 },
  gradients: { absolute: 1e-7, relative: 2e-5 },
});
