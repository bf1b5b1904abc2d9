import { fetchData } from "../../client/fetch_data.ts";
import { answerPage } from "../../client/worker_calls.ts";
import { flowBatch } from "./flow_batch.ts";
import { type FlowOptions, type GradientFlow, gradientFlow } from "./gradient_norms.ts";

let images: Promise<ArrayBuffer> | undefined;

const answers = {
  /** The gradient's way back over images of a size. */
  async flow(options: FlowOptions, imageSize: number, assets: string): Promise<GradientFlow> {
    images ??= fetchData("flow", assets);
    return gradientFlow(flowBatch(await images, imageSize), options);
  },
};

/** What the worker of the gradient flow answers. */
export type FlowAnswers = typeof answers;

answerPage(answers);
