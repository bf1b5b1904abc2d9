import { registerKernel } from "@tensorflow/tfjs-core";
import { backwardKernel } from "./backward_kernel.ts";
import { forwardKernel } from "./forward_kernel.ts";

registerKernel(forwardKernel);
registerKernel(backwardKernel);
