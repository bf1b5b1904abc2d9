import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import { findBackendFactory, registerBackend } from "@tensorflow/tfjs-core";

// tfjs's package registers its backend itself. But its package.json lets bundlers for Node drop an import that is there
// for that alone, and with it all kernels; of an import by name they keep everything.
if (!findBackendFactory("cpu")) registerBackend("cpu", () => new MathBackendCPU());
