/**
 * `lstm` of `@bnlstm/layers` beside `tf.layers.lstm`, in one run: in Deno, Node and Chromium, on `wasm` and `cpu`, in
 * training and inference, with the most memory that a process of each takes.
 *
 *     deno run -A bench/layers/main.ts --help
 *
 * @module
 */

import { Command, InvalidArgumentError } from "commander";
import { bundle } from "../../packages/testing/bundle.ts";
import { NpmProject } from "../../packages/testing/npm/npm_project.ts";
import { openPage } from "../../packages/testing/open_page.ts";
import { describeMachine } from "../runner/machine.ts";
import { quartiles } from "../runner/quartiles.ts";
import { SETTINGS } from "../runner/settings.ts";
import type { LayerTask, LayerTimes, Maker } from "./layer_times.ts";

/** What a run of a task gave; a page does not tell its memory. */
interface Run {
  times: LayerTimes;
  memory?: number;
}

/** Where tasks run. */
interface Runtime {
  name: string;
  run(task: LayerTask): Promise<Run>;
  close?(): Promise<void>;
}

const WASM = import.meta.resolve("@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm");

const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/** The packages of npm that the program imports in Node. */
const DEPENDENCIES = ["tfjs", "tfjs-backend-cpu", "tfjs-backend-wasm", "tfjs-core", "tfjs-layers"]
  .map((name) => `@tensorflow/${name}`);

function deno(): Runtime {
  const program = new URL("program.ts", import.meta.url).pathname;
  return {
    name: `Deno ${Deno.version.deno}`,
    async run(task) {
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "--quiet", "--no-check", "-A", program, JSON.stringify(task)],
      }).output();
      const decoder = new TextDecoder();
      if (code !== 0) throw new Error(decoder.decode(stderr));
      return parse(decoder.decode(stdout));
    },
  };
}

async function node(): Promise<Runtime> {
  const packages = ["core", "backend-cpu", "backend-wasm", "layers"];
  const project = await NpmProject.create(packages, [...DEPENDENCIES, "pure-rand/"]);
  const program = await bundle(new URL("program.ts", import.meta.url), {
    platform: "deno",
    external: ["@bnlstm/*", "@tensorflow/*"],
  });
  await project.write("program.js", program);
  const { stdout } = await project.run("node", "--version");
  return {
    name: `Node ${stdout.trim().slice(1)}`,
    run: async (task) =>
      parse((await project.run("node", "program.js", JSON.stringify(task))).stdout),
    close: () => project.remove(),
  };
}

async function chromium(): Promise<Runtime> {
  const script = await bundle(new URL("page.ts", import.meta.url), { minify: true });
  const html = `<!doctype html><script type="module" src="/page.js"></script>`;
  const open = (threads: number) =>
    openPage({
      html,
      scripts: { "/page.js": script },
      assets: WASM,
      headers: threads > 1 ? ISOLATED : {},
    });
  const first = await open(1);
  const name = `Chromium ${first.page.context().browser()!.version()}`;
  await first.close();
  return {
    name,
    async run(task) {
      const { page, close } = await open(task.threads);
      try {
        await page.waitForFunction("globalThis.layerTimes !== undefined");
        return {
          times: await page.evaluate(`layerTimes(${JSON.stringify({ ...task, clock: "wall" })})`),
        };
      } finally {
        await close();
      }
    },
  };
}

const RUNTIMES = { deno, node, chromium };

/** The last line, which is the only one in JSON. */
function parse(stdout: string): Run {
  return JSON.parse(stdout.trim().split("\n").at(-1)!);
}

const median = (values: number[]) => quartiles(values).median;

interface Options {
  runtimes: (keyof typeof RUNTIMES)[];
  backends: LayerTask["backend"][];
  settings: string[];
  threads: number[];
  samples: number;
  clock: LayerTask["clock"];
}

async function main(options: Options): Promise<void> {
  console.log(`${describeMachine().processor}, ${navigator.hardwareConcurrency} cores\n`);
  console.log(
    "| runtime | backend | threads | B, T, I, H | measurement | tf.layers.lstm ms | lstm ms | factor | " +
      "memory MiB, tf.layers.lstm | lstm |",
  );
  console.log("| --- | --- | --: | --- | --- | --: | --: | --: | --: | --: |");
  for (const which of options.runtimes) {
    const runtime = await RUNTIMES[which]();
    try {
      for (const task of tasks(options)) console.log(await row(runtime, task));
    } finally {
      await runtime.close?.();
    }
  }
}

function* tasks({ backends, settings, threads, samples, clock }: Options): Generator<LayerTask> {
  for (const name of settings) {
    const setting = SETTINGS.find((setting) => setting.name === name);
    if (!setting) throw new Error(`There is no setting ${name}`);
    const { batchSize, timeSteps, inputSize, hiddenSize } = setting;
    for (const backend of backends) {
      for (const count of backend === "wasm" ? threads : [1]) {
        for (const measurement of ["train", "predict"] as const) {
          const sizes = { batchSize, timeSteps, inputSize, hiddenSize };
          const makers: Maker[] = ["tfjs", "bnlstm"];
          yield { backend, threads: count, measurement, ...sizes, makers, samples, clock };
        }
      }
    }
  }
}

async function row(runtime: Runtime, task: LayerTask): Promise<string> {
  const { times, memory: together } = await runtime.run(task);
  const [theirs, ours] = [times.tfjs!, times.bnlstm!].map(median);
  // Of each alone, where the runtime tells.
  const memory = [];
  for (const maker of together === undefined ? [] : task.makers) {
    const { memory: bytes } = await runtime.run({ ...task, makers: [maker], samples: 2 });
    memory.push(Math.round(bytes! / 2 ** 20));
  }
  const { batchSize, timeSteps, inputSize, hiddenSize } = task;
  const cells = [
    runtime.name,
    task.backend,
    task.threads,
    [batchSize, timeSteps, inputSize, hiddenSize].join(", "),
    task.measurement,
    theirs.toPrecision(3),
    ours.toPrecision(3),
    (theirs / ours).toPrecision(2),
    memory[0] ?? "",
    memory[1] ?? "",
  ];
  return `| ${cells.join(" | ")} |`;
}

const list = (text: string) => text.split(",");

function count(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError("It must be a whole number above 0.");
}

await new Command("deno run -A bench/layers/main.ts")
  .description("Measures lstm of @bnlstm/layers beside tf.layers.lstm.")
  .option("--runtimes <names>", "of deno, node and chromium", list, ["deno", "node", "chromium"])
  .option("--backends <names>", "of wasm and cpu", list, ["wasm", "cpu"])
  .option("--settings <names>", "sizes, by the names they have in the suite", list, ["S"])
  .option(
    "--threads <numbers>",
    "threads of the kernels on wasm",
    (text) => list(text).map(count),
    [1, 2],
  )
  .option("--samples <number>", "samples of each layer", count, 10)
  .option(
    "--clock <name>",
    "wall, or cpu for time on the processor, on a machine that has other things to do; in pages always wall",
    "wall",
  )
  .action(main)
  .parseAsync(Deno.args, { from: "user" });
