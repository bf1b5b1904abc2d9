/**
 * What a program waits for before its second step: milliseconds from the start of the process until the library
 * is there, and from then to the end of the first run at setting S, weights made ready included; and the most
 * memory until then. Each is a process of its own, and the fastest of several is printed.
 *
 *     deno run -A bench/micro/first_step.ts [rounds=5]
 *
 * @module
 */

import { createWorkload } from "../runner/workload.ts";
import { type Measurement, SETTINGS } from "../runner/settings.ts";
import type { Computation } from "../implementations/computation.ts";

const wasm = { backend: "wasm", implementation: "fused", model: "bn" };
const COMPARED: [string, Measurement, string, Record<string, unknown>][] = [
  ["bnlstm wasm", "train", "bnlstm.ts", wasm],
  ["bnlstm cpu", "train", "bnlstm.ts", { ...wasm, backend: "cpu" }],
  ["tfjs layers.lstm, wasm", "train", "tfjs_layers.ts", { backend: "wasm" }],
  ["bnlstm wasm", "infer", "bnlstm.ts", wasm],
  ["tfjs layers.lstm, wasm", "infer", "tfjs_layers.ts", { backend: "wasm" }],
  ["onnxruntime-node", "infer", "onnx.ts", {
    library: "onnxruntime-node",
    threads: navigator.hardwareConcurrency,
    model: "plain",
  }],
];

/** Import, first run and memory of one implementation: what its process prints. */
async function measure(index: number): Promise<number[]> {
  const [, measurement, module, options] = COMPARED[index];
  const { createComputation } = await import(`../implementations/ts/${module}`);
  const computation: Computation = await createComputation(options);
  const imported = performance.now();
  const workload = createWorkload(SETTINGS.find(({ name }) => name === "S")!);
  const start = performance.now();
  await computation.prepare(workload, measurement);
  await computation.synchronize(await computation.run());
  const first = performance.now() - start;
  const status = await Deno.readTextFile("/proc/self/status");
  return [imported, first, Number(status.match(/VmHWM:\s*(\d+) kB/)![1]) / 1024];
}

if (Deno.args[0] === "--index") {
  console.log(JSON.stringify(await measure(Number(Deno.args[1]))));
  Deno.exit(0);
}
const rounds = Number(Deno.args[0] ?? 5);
const best = COMPARED.map(() => [Infinity, Infinity, Infinity]);
for (let round = 0; round < rounds; round++) {
  for (let index = 0; index < COMPARED.length; index++) {
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "-A", "--no-check", import.meta.filename!, "--index", `${index}`],
    }).output();
    const values: number[] = JSON.parse(
      new TextDecoder().decode(stdout).trim().split("\n").at(-1)!,
    );
    values.forEach((value, i) => best[index][i] = Math.min(best[index][i], value));
  }
}
console.log("import ms  first run ms  MiB");
COMPARED.forEach(([name, measurement], index) => {
  const numbers = best[index].map((value) => value.toFixed(0).padStart(10)).join("");
  console.log(`${numbers}  ${name}, ${measurement}`);
});
