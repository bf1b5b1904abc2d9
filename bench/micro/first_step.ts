/**
 * What a program waits for before its second step: milliseconds from the start of the process until the library
 * is there, and from then to the end of the first run at setting S, weights made ready included; and the most
 * memory until then. Each is a process of its own, of Deno and of the Node on the path, and the fastest of several
 * is printed. In Node the packages are as JSR serves them to npm.
 *
 *     deno run -A bench/micro/first_step.ts [rounds=5]
 *
 * @module
 */

import { cpus } from "node:os";
import { bundle } from "../../packages/testing/bundle.ts";
import { NpmProject } from "../../packages/testing/npm/npm_project.ts";
import type { Measurement } from "../runner/settings.ts";

const threads = navigator.hardwareConcurrency;
const wasm = { backend: "wasm", implementation: "fused", model: "bn", threads };
const COMPARED: [string, Measurement, string, Record<string, unknown>][] = [
  ["bnlstm wasm", "train", "bnlstm", wasm],
  ["bnlstm cpu", "train", "bnlstm", { ...wasm, backend: "cpu" }],
  ["tfjs layers.lstm, wasm", "train", "tfjs_layers", { backend: "wasm" }],
  ["bnlstm wasm", "infer", "bnlstm", wasm],
  ["tfjs layers.lstm, wasm", "infer", "tfjs_layers", { backend: "wasm" }],
  ["onnxruntime-node", "infer", "onnx", { library: "onnxruntime-node", threads, model: "plain" }],
];

/** Packages of this repository that are installed for Node; what else the programs need is in themselves. */
const PACKAGES = ["core", "backend-cpu", "backend-wasm"];
const DEPENDENCIES = [
  ...["@tensorflow/tfjs", "@tensorflow/tfjs-core"],
  ...["@tensorflow/tfjs-backend-cpu", "@tensorflow/tfjs-backend-wasm", "onnxruntime-node"],
  "pure-rand/",
];
const EXTERNAL = [
  ...["@bnlstm/core", "@bnlstm/core/*", "@bnlstm/backend-*", "@tensorflow/*", "onnxruntime-*"],
];

/** Writes a program for Node. */
async function writeProgram(project: NpmProject, name: string): Promise<void> {
  const entry = new URL(`first_step/${name}.ts`, import.meta.url);
  const program = await bundle(entry, { platform: "deno", external: EXTERNAL });
  await project.write(`${name}.js`, program);
}

const rounds = Number(Deno.args[0] ?? 5);
const project = await NpmProject.create(PACKAGES, DEPENDENCIES);
try {
  for (const name of new Set(COMPARED.map(([, , name]) => name))) await writeProgram(project, name);
  const inDeno = (name: string) => {
    const path = new URL(`first_step/${name}.ts`, import.meta.url).pathname;
    return [Deno.execPath(), "run", "--quiet", "-A", "--no-check", path];
  };
  const runtimes = { Deno: inDeno, Node: (name: string) => ["node", `${name}.js`] };
  const best = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    for (const [runtime, command] of Object.entries(runtimes)) {
      for (const [title, measurement, name, options] of COMPARED) {
        const [program, ...args] = command(name);
        const { stdout } = await project.run(
          program,
          ...args,
          measurement,
          JSON.stringify(options),
        );
        const values: number[] = JSON.parse(stdout.trim().split("\n").at(-1)!);
        const key = `${title}, ${measurement}, ${runtime}`;
        best.set(key, values.map((value, i) => Math.min(value, best.get(key)?.[i] ?? Infinity)));
      }
    }
  }
  const node = (await project.run("node", "--version")).stdout.trim();
  console.log(`${cpus()[0].model}; Deno ${Deno.version.deno}, Node ${node}`);
  console.log("import ms  first run ms  MiB");
  for (const [name, values] of best) {
    console.log(`${values.map((value) => value.toFixed(0).padStart(10)).join("")}  ${name}`);
  }
} finally {
  await project.remove();
}
