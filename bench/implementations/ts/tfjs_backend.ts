import * as tf from "@tensorflow/tfjs-core";
import { AbsentError } from "../computation.ts";

/** A tfjs backend of this library, and how its kernels are set up. */
export interface TfjsBackendOptions {
  /** Its name in tfjs. */
  backend: "cpu" | "wasm" | "webgpu";
  /** Threads of the fused WASM kernels. Default: as many as there are cores. */
  threads?: number;
  /** Whether they leave the products of large layers to a BLAS of the system. */
  blas?: boolean;
}

/**
 * Makes a backend current, with the fused kernels registered.
 *
 * @returns What it runs on, where that is not the processor alone.
 * @throws {AbsentError} If this machine has none.
 */
export async function useTfjsBackend(
  { backend, threads, blas }: TfjsBackendOptions,
): Promise<string | undefined> {
  tf.enableProdMode();
  let device: string | undefined;
  switch (backend) {
    case "cpu":
      await import("@bnlstm/backend-cpu");
      break;
    case "wasm": {
      const { findBlas, setupWasm } = await import("@bnlstm/backend-wasm");
      if (blas) device = presentBlas(findBlas);
      await setupWasm({ threads, blas });
      break;
    }
    case "webgpu":
      if (!await navigator.gpu?.requestAdapter()) throw new AbsentError("no WebGPU adapter");
      device = (await (await import("@bnlstm/backend-webgpu")).setupWebGpu()).description;
  }
  await tf.setBackend(backend);
  await tf.ready();
  return device;
}

/** @throws {AbsentError} If this machine has no BLAS that can be used. */
function presentBlas(findBlas: () => string): string {
  try {
    return findBlas();
  } catch (error) {
    throw new AbsentError((error as Error).message);
  }
}
