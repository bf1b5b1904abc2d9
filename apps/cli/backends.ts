import { cpus } from "node:os";
import type { MachineOptions } from "./machine_options.ts";

/** Whether a backend can be used on this machine. */
export type Availability =
  | {
    available: true;
    /** What it runs on. */
    device: string;
    /** How many threads of the processor it uses; absent where it uses another device. */
    threads?: number;
  }
  | {
    available: false;
    /** Why not. */
    reason: string;
  };

/** A tfjs backend with fused kernels, none of which is loaded before it is asked for. */
export interface Backend {
  /** Its name in flags, recipes and tfjs. */
  name: string;
  /** What it is, for people. */
  description: string;
  /** Finds out whether it can be used, without loading it. */
  probe(): Promise<Availability> | Availability;
  /**
   * Loads it: tfjs backend and kernels are registered afterwards.
   *
   * @param machine Only the backend `wasm` is given any.
   */
  load(machine: MachineOptions): Promise<unknown>;
}

/** All backends; `auto` takes the first that is available. */
export const BACKENDS: readonly Backend[] = [
  {
    name: "wasm",
    description: "WebAssembly SIMD on every core",
    probe: () => ({
      available: true,
      device: processorName(),
      threads: navigator.hardwareConcurrency,
    }),
    load: async (machine) => (await import("@bnlstm/backend-wasm")).setupWasm(machine),
  },
  {
    name: "cpu",
    description: "TypeScript on one thread",
    probe: () => ({ available: true, device: processorName(), threads: 1 }),
    load: () => import("@bnlstm/backend-cpu"),
  },
  {
    // Last: it has been measured on software adapters only, where it is the slowest.
    name: "webgpu",
    description: "WGSL, one dispatch a time step",
    probe: probeWebGpu,
    load: async () => (await import("@bnlstm/backend-webgpu")).setupWebGpu(),
  },
];

async function probeWebGpu(): Promise<Availability> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) {
    return {
      available: false,
      reason: "no adapter; install the driver of your GPU, or on Debian without one " +
        "mesa-vulkan-drivers",
    };
  }
  const { description, vendor, architecture } = adapter.info;
  return { available: true, device: description || `${vendor} ${architecture}`.trim() };
}

function processorName(): string {
  return cpus()[0]?.model.trim() || "processor of unknown name";
}
