import "@bnlstm/backend-cpu";
import { setupWasm } from "@bnlstm/backend-wasm";
import { setupWebGpu } from "@bnlstm/backend-webgpu";
import { add, env, scalar } from "@tensorflow/tfjs-core";
import type { CampaignPart } from "./campaign.ts";
import { tryOpCalls } from "./op_calls.ts";

const PROMISE = "a call with wrong arguments is refused by name, and leaves no tensor behind";

/** Calls of the op with arguments that are missing or wrong. */
export const calls: CampaignPart = {
  name: "calls",
  promise: PROMISE,
  async run(random, isOver) {
    await setupWasm({ threads: 1 });
    return await tryOpCalls(["cpu", "wasm"], random, isOver);
  },
};

const adapter = await navigator.gpu?.requestAdapter();

/** The same on WebGPU, where errors of a shader or a buffer come later. */
export const webGpuCalls: CampaignPart = {
  name: "webgpu-calls",
  promise: `on WebGPU too, ${PROMISE}`,
  missing: () => adapter ? undefined : "there is no WebGPU adapter",
  async run(random, isOver) {
    await setupWebGpu();
    // Or tfjs computes small tensors on the CPU.
    env().set("WEBGPU_CPU_FORWARD", false);
    const waitFor = async () => {
      const one = scalar(1);
      const sum = add(one, one);
      await sum.data();
      one.dispose();
      sum.dispose();
    };
    return await tryOpCalls(["webgpu"], random, isOver, waitFor);
  },
};
