import { BLAS_FROM } from "../../packages/backend-wasm/runtime/runtime.ts";
import type { BnLstmImplementationOptions } from "./ts/bnlstm.ts";
import type { Implementation } from "./implementation.ts";
import { CORES, peakOf, threadVariables } from "../runner/peaks.ts";

/** Those whose times ratios are relative to, for each thing that is computed. */
export const BASE_IMPLEMENTATIONS = {
  bn: "bnlstm wasm",
  plain: "bnlstm wasm, plain LSTM",
} as const;

const BATCHES = ["infer", "train"] as const;
const ALL = [...BATCHES, "stream"] as const;
const TFJS_BACKENDS = ["wasm", "cpu", "webgpu"] as const;

/** This library. */
function ours(options: BnLstmImplementationOptions): Implementation {
  const { model, backend, threads, implementation, blas } = options;
  const name = [
    `bnlstm ${implementation === "composed" ? "composed, " : ""}${backend}`,
    blas ? "BLAS" : "",
    model === "plain" ? "plain LSTM" : "",
    threads === 1 ? "1 thread" : "",
  ];
  const single = backend === "cpu" || implementation === "composed";
  return {
    name: name.filter((part) => part !== "").join(", "),
    model,
    // A stream of one row is not left to a BLAS.
    measurements: blas ? BATCHES : ALL,
    module: "bnlstm.ts",
    options: { ...options },
    // A software adapter compiles its shaders for the processor's full vectors.
    peak: backend === "webgpu"
      ? peakOf("blas")
      : peakOf(blas ? "blas" : "wasm", single ? 1 : threads),
    fewestUnits: blas ? BLAS_FROM : undefined,
  };
}

/** The fused kernels of this library, on every backend and in every way in which they run on the processor. */
function fused(model: Implementation["model"]): Implementation[] {
  const wasm = (threads?: number, blas?: boolean) =>
    ours({ backend: "wasm", implementation: "fused", model, threads, blas });
  return [
    wasm(),
    wasm(1),
    wasm(undefined, true),
    wasm(1, true),
    ours({ backend: "cpu", implementation: "fused", model }),
  ];
}

/**
 * PyTorch and JAX allocate large buffers in every step. Told to keep its pages, the allocator of the C
 * library gives the same ones out again, and they need not be cleared by the system each time.
 */
const KEEP_PAGES = { MALLOC_MMAP_MAX_: "0", MALLOC_TRIM_THRESHOLD_: "2147483647" };

/**
 * PyTorch has threads of OpenMP and others of its BLAS. Where those of OpenMP spin while they wait, both together
 * are up to seven times as slow as one thread.
 */
const SLEEP_WHILE_WAITING = { OMP_WAIT_POLICY: "PASSIVE" };

/** An implementation, on all threads and, where that is another, on one. */
function threaded(
  implementation: Omit<Implementation, "peak">,
  peak: "wasm" | "blas",
): Implementation[] {
  return [...new Set([CORES, 1])].map((threads) => ({
    ...implementation,
    name: threads < CORES ? `${implementation.name}, 1 thread` : implementation.name,
    options: { ...implementation.options, threads },
    peak: peakOf(peak, threads),
  }));
}

/** A peer in Python, on all threads and on one. */
function python(
  name: string,
  model: Implementation["model"],
  module: string,
  options: Record<string, unknown>,
  measurements: Implementation["measurements"] = ALL,
): Implementation[] {
  return threaded({ name, model, measurements, module, options }, "blas").map((implementation) => ({
    ...implementation,
    env: {
      ...KEEP_PAGES,
      ...SLEEP_WHILE_WAITING,
      ...threadVariables(implementation.options.threads as number),
    },
  }));
}

/** Models of this library in onnxruntime, on all threads and on one. */
function onnxruntime(model: Implementation["model"]): Implementation[] {
  return (["onnxruntime-web", "onnxruntime-node"] as const).flatMap((library) =>
    threaded({
      name: model === "bn" ? `${library}, Scan` : library,
      model,
      measurements: ["infer", "stream"],
      module: "onnx.ts",
      options: { library, model },
    }, library === "onnxruntime-web" ? "wasm" : "blas")
  );
}

/** Everybody, in the order in which they take turns. Without a count of threads an implementation uses all it can. */
export const IMPLEMENTATIONS: readonly Implementation[] = [
  ...fused("bn"),
  ours({ backend: "webgpu", implementation: "fused", model: "bn" }),
  ...TFJS_BACKENDS.map((backend) => ours({ backend, implementation: "composed", model: "bn" })),
  ...(["wasm", "webgpu"] as const).map((device): Implementation => ({
    name: `jax-js ${device}`,
    model: "bn",
    measurements: ALL,
    module: "jax_js.ts",
    options: { device },
    peak: peakOf(device === "wasm" ? "wasm" : "blas"),
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
  ...onnxruntime("bn"),
  ...fused("plain"),
  ...TFJS_BACKENDS.map((backend): Implementation => ({
    name: `tfjs layers.lstm, ${backend}`,
    model: "plain",
    measurements: BATCHES,
    module: "tfjs_layers.ts",
    options: { backend },
    peak: backend === "webgpu" ? peakOf("blas") : peakOf("wasm", 1),
  })),
  ...onnxruntime("plain"),
  ...python("PyTorch nn.LSTM", "plain", "torch_lstm.py", {}),
];
