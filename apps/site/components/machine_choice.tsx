import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Choice } from "./choice.tsx";

/** Properties of {@linkcode MachineChoice}. */
export interface MachineChoiceProps {
  /** Name of the tfjs backend. */
  backend: string;
  threads: number;
  onBackend(backend: string): void;
  onThreads(threads: number): void;
}

const BACKENDS: Readonly<Record<string, string>> = {
  wasm: "WebAssembly",
  webgpu: "WebGPU",
  cpu: "JavaScript",
};

/**
 * What computes: WebAssembly on one thread or as many as there are cores, where memory may be shared, else a way to
 * get there; the GPU where there is one; or plain JavaScript.
 */
export function MachineChoice(
  { backend, threads, onBackend, onThreads }: MachineChoiceProps,
): VNode {
  // The build does not know the visitor's machine.
  const [{ cores, isolated, gpu }, setMachine] = useState({
    cores: 1,
    isolated: false,
    gpu: false,
  });
  useEffect(() =>
    setMachine({
      cores: navigator.hardwareConcurrency,
      isolated: crossOriginIsolated,
      gpu: "gpu" in navigator,
    }), []);
  // `cores` is known in the browser alone.
  const canIsolate = cores > 1 && !isolated && self === top && "serviceWorker" in navigator;
  return (
    <>
      <Choice
        label="Computed by"
        name="backend"
        value={backend}
        options={Object.entries(BACKENDS).map(([value, label]) => ({
          value,
          label,
          ...value === "webgpu" && !gpu && { unavailable: "This browser does not offer WebGPU" },
        }))}
        onChange={onBackend}
      />
      {backend === "wasm" && cores > 1 && (
        <div class="threads" data-control="threads">
          <Choice
            label="Threads"
            name="threads-count"
            value={threads}
            options={[1, cores].map((value) => ({
              value,
              label: String(value),
              ...value > 1 && !isolated && { unavailable: "This page is not isolated from others" },
            }))}
            onChange={onThreads}
          />
          {canIsolate && (
            <button type="button" onClick={isolate}>Allow threads (reloads this page once)</button>
          )}
        </div>
      )}
    </>
  );
}

/** Lets a service worker add the headers that shared memory needs, which this host does not send. */
async function isolate(): Promise<void> {
  const { root } = document.documentElement.dataset;
  const scope = new URL(root!, location.href).pathname;
  const worker = new URL(`${root}service_worker.js?isolate=1`, location.href);
  const registration = await navigator.serviceWorker.register(worker, { scope });
  const next = registration.installing ?? registration.waiting;
  try {
    localStorage.setItem("isolate", "1");
  } catch {
    // It lasts until another page registers the plain worker.
  }
  await new Promise<void>((resolve) => {
    if (!next) return resolve();
    next.addEventListener("statechange", () => {
      if (next.state === "activated" || next.state === "redundant") resolve();
    });
  });
  location.reload();
}
