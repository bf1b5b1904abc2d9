import { cpus } from "node:os";
import type { MachineOptions } from "../backend/machine_options.ts";
import { adapterName } from "../backend/webgpu/adapter_name.ts";
import { loadWebGpu } from "../backend/webgpu/load_webgpu.ts";
import { storedProfile } from "../backend/webgpu/stored_profile.ts";

/** Whether a backend can be used on this machine. */
export type Availability =
  | {
    available: true;
    /** What it runs on. */
    device: string;
    /** Number of processor threads it uses; absent if it uses another device. */
    threads?: number;
  }
  | {
    available: false;
    /** Why not. */
    reason: string;
  };

/** A tfjs backend with fused kernels; nothing of it is loaded before `load`. */
export interface Backend {
  /** Its name in flags, recipes and tfjs. */
  name: string;
  /** What it is, as shown to people. */
  description: string;
  /** Finds out whether it can be used, without loading it. */
  probe(): Promise<Availability> | Availability;
  /**
   * Loads it, which registers tfjs backend and kernels.
   *
   * @param machine How it uses the machine: only options that it knows may be given.
   */
  load(machine: MachineOptions): Promise<unknown>;
  /** Whether `auto` may choose it if it is available. Default: always. */
  mayBeChosen?(): Promise<boolean>;
}

/** All backends; `auto` takes the first available one that may be chosen. */
export const BACKENDS: readonly Backend[] = [
  {
    name: "webgpu",
    description: "WGSL, one dispatch for each time step",
    probe: probeWebGpu,
    load: ({ tuning }) => loadWebGpu({ tuning }),
    // A small model may be faster on the processor even if the GPU is fast. So a measurement on this machine
    // decides, rather than the name of its adapter.
    mayBeChosen: async () => {
      const profile = await storedProfile();
      return profile !== undefined && profile.milliseconds.webgpu < profile.milliseconds.wasm;
    },
  },
  {
    name: "wasm",
    description: "WebAssembly SIMD on every core",
    probe: () => ({
      available: true,
      device: processorName(),
      threads: navigator.hardwareConcurrency,
    }),
    load: async ({ threads, blas, recompute }) =>
      (await import("@bnlstm/backend-wasm")).setupWasm({ threads, blas, recompute }),
  },
  {
    name: "cpu",
    description: "TypeScript on one thread",
    probe: () => ({ available: true, device: processorName(), threads: 1 }),
    load: () => import("@bnlstm/backend-cpu"),
  },
];

async function probeWebGpu(): Promise<Availability> {
  const device = await adapterName();
  return device === undefined
    ? {
      available: false,
      reason: "no adapter was found; install the driver of your GPU, or on Linux without one a " +
        "software adapter (Debian and Ubuntu: apt install mesa-vulkan-drivers)",
    }
    : { available: true, device };
}

function processorName(): string {
  return cpus()[0]?.model.trim() || "processor of unknown name";
}
