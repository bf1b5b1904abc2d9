import { setupWasm } from "@bnlstm/backend-wasm";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
import { enableProdMode, env, ready, setBackend } from "@tensorflow/tfjs-core";

/** What computes. */
export interface Machine {
  /** Name of the tfjs backend. */
  backend: string;
  /** Threads. */
  threads: number;
  /** Backend and threads, and why there are not more, for the visitor. */
  sentence: string;
  /** The adapter of WebGPU. */
  adapter?: string;
}

/** Most bytes that the kernels may use: what phones grant, and far more than the demos need. */
const MEMORY_BYTES = 2 ** 28;

/**
 * Prepares a backend in this worker.
 *
 * @param backend `wasm`, `webgpu` or `cpu`. Where WebAssembly lacks vectors, `wasm` becomes `cpu`.
 * @param threads Threads wanted of `wasm`.
 * @param assets Folder of the site's scripts and data.
 * @throws {Error} If this browser cannot run it.
 */
export async function prepareMachine(
  backend: string,
  threads: number,
  assets: string,
): Promise<Machine> {
  enableProdMode();
  switch (backend) {
    case "wasm":
      if (await env().getAsync("WASM_HAS_SIMD_SUPPORT")) return await prepareWasm(threads, assets);
      return await prepareCpu(
        "Plain JavaScript: this browser's WebAssembly has no vector instructions, so it is slow.",
      );
    case "cpu":
      return await prepareCpu("Plain JavaScript, one thread.");
    case "webgpu":
      return await prepareWebgpu();
    default:
      throw new RangeError(`Cannot use backend = ${backend}: it must be one of wasm, webgpu, cpu`);
  }
}

async function prepareWasm(wanted: number, assets: string): Promise<Machine> {
  // Threads are for our own kernels; those of tfjs gain nothing from them here, and would need another binary.
  env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  // It wants to know of all its binaries, but takes the one with vectors alone.
  const binary = new URL("tfjs-backend-wasm-simd.wasm", assets).href;
  setWasmPaths(Object.fromEntries(
    ["", "-simd", "-threaded-simd"].map((kind) => [`tfjs-backend-wasm${kind}.wasm`, binary]),
  ));
  const { threads } = await setupWasm({ threads: wanted, memoryBytes: MEMORY_BYTES });
  if (!await setBackend("wasm")) throw new Error("Cannot start WebAssembly in this browser");
  await ready();
  const sentence = threads > 1
    ? `WebAssembly on ${threads} threads.`
    : wanted > 1
    ? "WebAssembly on one thread: this page is not isolated from others, which shared memory needs."
    : "WebAssembly on one thread.";
  return { backend: "wasm", threads, sentence };
}

async function prepareCpu(sentence: string): Promise<Machine> {
  await import("@bnlstm/backend-cpu");
  await setBackend("cpu");
  await ready();
  return { backend: "cpu", threads: 1, sentence };
}

async function prepareWebgpu(): Promise<Machine> {
  if (!("gpu" in navigator)) {
    throw new Error("Cannot use webgpu: this browser does not offer it");
  }
  const { setupWebGpu } = await import("@bnlstm/backend-webgpu");
  const { description, adapterClass } = await setupWebGpu();
  if (!await setBackend("webgpu")) throw new Error("Cannot use webgpu: no adapter was found");
  await ready();
  // Browsers need not say what it is.
  const name = description || "an adapter without a name";
  const adapter = adapterClass === "fallback" ? `${name}, in software` : name;
  return { backend: "webgpu", threads: 1, sentence: `WebGPU on ${adapter}.`, adapter };
}
