import type { Outcome } from "../../../../bench/implementations/computation.ts";
import type { Setting } from "../../../../bench/runner/settings.ts";
import { createWorkload, type Workload } from "../../../../bench/runner/workload.ts";
import { prepareMachine } from "../../client/machine.ts";
import { answerPage } from "../../client/worker_calls.ts";
import type { Implementation } from "./implementations.ts";
import type { Sizes } from "./shared_result.ts";
import { type Step, tfjsStep } from "./tfjs_step.ts";

/** What is there to be timed, and what it computes: that must be the same for all. */
export interface Prepared extends Required<Pick<Outcome, "loss" | "gradientNorm">> {
  /** What the name of the implementation leaves open. */
  detail?: string;
}

let step: Step<unknown>;

const answers = {
  /** Gets ready, and computes one step to be checked. */
  async prepare(
    implementation: Implementation,
    sizes: Sizes,
    cores: number,
    assets: string,
  ): Promise<Prepared> {
    const workload = createWorkload(settingOf(sizes));
    const { detail, ...made } = implementation.kind === "jax-js"
      ? await jaxStep(implementation, workload)
      : await ownStep(implementation, workload, cores, assets);
    step = made.step as Step<unknown>;
    const result = await step.run();
    const { loss, gradientNorm } = await step.outcome(result);
    step.release(result);
    return { detail, loss: loss!, gradientNorm: gradientNorm! };
  },
  /** Makes one training step without optimizer; returns its milliseconds. */
  async round(): Promise<number> {
    const started = performance.now();
    const result = await step.run();
    await step.synchronize(result);
    const milliseconds = performance.now() - started;
    step.release(result);
    return milliseconds;
  },
};

/** What the worker of the benchmark answers. */
export type BenchmarkAnswers = typeof answers;

answerPage(answers);

async function ownStep(
  implementation: Implementation,
  workload: Workload,
  cores: number,
  assets: string,
) {
  const threads = implementation.parallel ? cores : 1;
  const machine = await prepareMachine(implementation.backend, threads, assets);
  if (machine.backend !== implementation.backend || machine.threads !== threads) {
    throw new Error(machine.sentence);
  }
  const detail = implementation.parallel ? String(threads) : machine.adapter;
  return { step: await tfjsStep(workload, implementation), detail };
}

/** The network in jax-js, as the benchmarks of the repository have it. It is loaded here, for nobody else. */
async function jaxStep({ backend }: Implementation, workload: Workload) {
  const { createComputation } = await import("../../../../bench/implementations/ts/jax_js.ts");
  const step = await createComputation({ device: backend as "wasm" | "webgpu" });
  await step.prepare(workload, "train");
  return { step: step as unknown as Step<unknown>, detail: step.name.split(" ").at(-1) };
}

function settingOf({ rows, steps, inputs, units }: Sizes): Setting {
  return {
    name: "page",
    title: "in a page",
    batchSize: rows,
    timeSteps: steps,
    inputSize: inputs,
    hiddenSize: units,
    loss: "last",
    measurements: ["train"],
  };
}
