import type { BnLstmPartyOptions } from "./parties/bnlstm.ts";
import type { PartyProgram } from "./party_process.ts";
import type { Measurement } from "./settings.ts";

/** One who takes part: a strategy with its options, run in a process of its own. */
export interface Party extends PartyProgram {
  /** What the command line and the tables call it. */
  name: string;
  /** What it computes: an LSTM with batch normalisation at every site, or at none. */
  model: "bn" | "plain";
  /** What it can do. */
  measurements: readonly Measurement[];
  /** The measured peak its speed is a share of. */
  peak: PeakName;
}

/** A peak that is measured in every run: 128-bit FMA in WebAssembly, and the system's BLAS. */
export type PeakName =
  | "wasm, 1 thread"
  | "wasm, all threads"
  | "blas, 1 thread"
  | "blas, all threads";

/** Those whose times ratios are relative to, for each thing that is computed. */
export const BASE_PARTIES = { bn: "bnlstm wasm", plain: "bnlstm wasm, plain LSTM" } as const;

const CORES = navigator.hardwareConcurrency;

/** How each peak is measured. */
export const PEAKS: Readonly<Record<PeakName, PartyProgram>> = {
  "wasm, 1 thread": wasmPeak(1),
  "wasm, all threads": wasmPeak(CORES),
  "blas, 1 thread": blasPeak(1),
  "blas, all threads": blasPeak(CORES),
};

const BATCHES = ["infer", "train"] as const;
const ALL = [...BATCHES, "stream"] as const;

function wasmPeak(threads: number): PartyProgram {
  return { module: "wasm_peak.ts", options: { threads } };
}

function blasPeak(threads: number): PartyProgram {
  return { module: "blas_peak.py", options: { threads }, env: threadVariables(threads) };
}

/** What libraries that make threads before they are asked are told. */
function threadVariables(threads: number): Record<string, string> {
  return { OMP_NUM_THREADS: String(threads), OPENBLAS_NUM_THREADS: String(threads) };
}

/** This library. */
function ours(name: string, options: BnLstmPartyOptions): Party {
  const { model, backend, threads, implementation } = options;
  const single = backend === "cpu" || threads === 1 || implementation === "composed";
  return {
    name,
    model,
    measurements: ALL,
    module: "bnlstm.ts",
    options: { ...options },
    // A software adapter compiles its shaders for the processor's full vectors.
    peak: backend === "webgpu"
      ? "blas, all threads"
      : `wasm, ${single ? "1 thread" : "all threads"}`,
  };
}

/**
 * PyTorch and JAX allocate large buffers in every step. Told to keep its pages, the allocator of the C
 * library gives the same ones out again, and they need not be cleared by the system each time.
 */
const KEEP_PAGES = { MALLOC_MMAP_MAX_: "0", MALLOC_TRIM_THRESHOLD_: "2147483647" };

/** A peer in Python, on one thread and on all. */
function python(
  name: string,
  model: Party["model"],
  module: string,
  options: Record<string, unknown>,
  measurements: Party["measurements"] = ALL,
): Party[] {
  return [CORES, 1].map((threads) => ({
    name: threads === 1 ? `${name}, 1 thread` : name,
    model,
    measurements,
    module,
    options: { ...options, threads },
    peak: `blas, ${threads === 1 ? "1 thread" : "all threads"}`,
    env: { ...KEEP_PAGES, ...threadVariables(threads) },
  }));
}

/** Everybody, in the order in which they take turns. Without a count of threads a party uses all it can. */
export const PARTIES: readonly Party[] = [
  ours(BASE_PARTIES.bn, { backend: "wasm", model: "bn", implementation: "fused" }),
  ours("bnlstm wasm, 1 thread", {
    backend: "wasm",
    threads: 1,
    model: "bn",
    implementation: "fused",
  }),
  ours("bnlstm cpu", { backend: "cpu", model: "bn", implementation: "fused" }),
  ours("bnlstm webgpu", { backend: "webgpu", model: "bn", implementation: "fused" }),
  ...(["wasm", "cpu", "webgpu"] as const).map((backend) =>
    ours(`bnlstm composed, ${backend}`, { backend, model: "bn", implementation: "composed" })
  ),
  ...(["wasm", "webgpu"] as const).map((device): Party => ({
    name: `jax-js ${device}`,
    model: "bn",
    measurements: ALL,
    module: "jax_js.ts",
    options: { device },
    peak: device === "wasm" ? "wasm, all threads" : "blas, all threads",
  })),
  ...python("PyTorch loop", "bn", "torch_bn_lstm.py", { variant: "loop" }),
  ...python(
    "PyTorch hand-written backward",
    "bn",
    "torch_bn_lstm.py",
    { variant: "manual" },
    BATCHES,
  ),
  ...python("PyTorch compile", "bn", "torch_bn_lstm.py", { variant: "compile" }, BATCHES)
    .slice(0, 1),
  ...python("JAX scan", "bn", "jax_bn_lstm.py", {}, BATCHES).slice(0, 1),
  ours(BASE_PARTIES.plain, { backend: "wasm", model: "plain", implementation: "fused" }),
  ours("bnlstm wasm, plain LSTM, 1 thread", {
    backend: "wasm",
    threads: 1,
    model: "plain",
    implementation: "fused",
  }),
  ours("bnlstm cpu, plain LSTM", { backend: "cpu", model: "plain", implementation: "fused" }),
  ...(["wasm", "cpu", "webgpu"] as const).map((backend): Party => ({
    name: `tfjs layers.lstm, ${backend}`,
    model: "plain",
    measurements: BATCHES,
    module: "tfjs_layers.ts",
    options: { backend },
    peak: backend === "webgpu" ? "blas, all threads" : "wasm, 1 thread",
  })),
  ...(["onnxruntime-web", "onnxruntime-node"] as const).flatMap((library) =>
    [CORES, 1].map((threads): Party => ({
      name: threads === 1 ? `${library}, 1 thread` : library,
      model: "plain",
      measurements: ["infer", "stream"],
      module: "onnx.ts",
      options: { library, threads },
      peak: `${library === "onnxruntime-web" ? "wasm" : "blas"}, ${
        threads === 1 ? "1 thread" : "all threads"
      }`,
    }))
  ),
  ...python("PyTorch nn.LSTM", "plain", "torch_lstm.py", {}),
];
