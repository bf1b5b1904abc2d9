import { tanhRnnGradientFlow } from "@bnlstm/train/figures/tanh";
import type { Experiment } from "../../client/experiment.ts";
import { fetchData } from "../../client/fetch_data.ts";
import { answerPage } from "../../client/worker_calls.ts";
import type { Flow } from "./flow.ts";
import { FLOW_SEED, flowBatch } from "./flow_batch.ts";
import type { FlowSettings } from "./flow_settings.ts";

let images: Promise<ArrayBuffer> | undefined;

const answers = {
  /** The gradient's way back. */
  async flow(settings: FlowSettings, experiment: Experiment, assets: string): Promise<Flow> {
    images ??= fetchData("flow", assets);
    const batch = flowBatch(await images, settings.size);
    if (settings.cell === "rnn") {
      const { gamma } = settings;
      const options = { gamma, hiddenSize: 100, classes: 10, seed: FLOW_SEED };
      const { norms, saturated } = tanhRnnGradientFlow(options, batch);
      return { norms: [...norms], saturated: [["units", saturated]] };
    }
    // The RNN does without the engine.
    const { lstmFlow } = await import("./lstm_flow.ts");
    return await lstmFlow(batch, settings, experiment, assets);
  },
};

/** What the worker of the gradient flow answers. */
export type FlowAnswers = typeof answers;

answerPage(answers);
