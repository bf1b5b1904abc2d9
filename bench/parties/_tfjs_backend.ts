import * as tf from "@tensorflow/tfjs-core";
import { AbsentError } from "../strategy.ts";

/** A tfjs backend of this library, and how its kernels are set up. */
export interface TfjsBackendOptions {
  /** Its name in tfjs. */
  backend: "cpu" | "wasm" | "webgpu";
  /** Threads of the fused WASM kernels; as many as there are cores when absent. */
  threads?: number;
}

/**
 * Makes a backend current, with the fused kernels registered.
 *
 * @returns What it runs on, where that is not the processor.
 * @throws {AbsentError} If this machine has none.
 */
export async function useTfjsBackend(options: TfjsBackendOptions): Promise<string | undefined> {
  tf.enableProdMode();
  let device: string | undefined;
  switch (options.backend) {
    case "cpu":
      await import("@bnlstm/backend-cpu");
      break;
    case "wasm":
      await (await import("@bnlstm/backend-wasm")).setupWasm({ threads: options.threads });
      break;
    case "webgpu":
      if (!await navigator.gpu?.requestAdapter()) throw new AbsentError("no WebGPU adapter");
      device = (await (await import("@bnlstm/backend-webgpu")).setupWebGpu()).description;
  }
  await tf.setBackend(options.backend);
  await tf.ready();
  return device;
}
