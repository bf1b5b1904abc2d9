import type { InferenceSession, Tensor } from "onnxruntime-web";
import type { Measurement } from "../../runner/settings.ts";
import { AbsentError, type Computation } from "../computation.ts";
import { meanSquare } from "./mean_square.ts";
import { lstmModel } from "./onnx_model.ts";

/** Which onnxruntime runs, and on how many threads. */
export interface OnnxOptions {
  /** WebAssembly, or native code with an interface to Node. */
  library: "onnxruntime-web" | "onnxruntime-node";
  /** Threads. */
  threads: number;
}

type Results = InferenceSession.OnnxValueMapType;

/** The LSTM operator of onnxruntime: inference only, without batch normalization. */
export async function createComputation(
  { library, threads }: OnnxOptions,
): Promise<Computation<Results>> {
  const ort = await load(library);
  ort.env.wasm.numThreads = threads;
  let session: InferenceSession;
  let feeds: Record<string, Tensor>;
  let steps: Tensor[];
  let time = 0;
  let measurement: Measurement;
  let output: string;
  return {
    name: `${library} ${ort.env.versions.common}`,
    async prepare({ setting, arrays }, wanted) {
      measurement = wanted;
      const { timeSteps: T, batchSize: B, inputSize: I, hiddenSize: H, loss } = setting;
      const streaming = wanted === "stream";
      const model = lstmModel({ ...setting, timeSteps: streaming ? 1 : T }, arrays);
      session = await ort.InferenceSession.create(model, {
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        graphOptimizationLevel: "all",
      });
      output = loss === "every" ? "hs" : "h";
      const zeros = () => new ort.Tensor("float32", new Float32Array(B * H), [1, B, H]);
      feeds = { x: new ort.Tensor("float32", arrays.x, [T, B, I]), h0: zeros(), c0: zeros() };
      const row = (t: number) => arrays.x.subarray(t * B * I, (t + 1) * B * I);
      steps = Array.from({ length: T }, (_, t) => new ort.Tensor("float32", row(t), [1, B, I]));
      time = 0;
    },
    async run() {
      if (measurement !== "stream") return await session.run(feeds, [output]);
      feeds.x = steps[time++ % steps.length];
      const results = await session.run(feeds, ["h", "c"]);
      feeds.h0 = results.h as Tensor;
      feeds.c0 = results.c as Tensor;
      return results;
    },
    synchronize() {
      // A session answers when it is done.
    },
    outcome(results) {
      return { loss: meanSquare(results[output].data as Float32Array) };
    },
  };
}

async function load(library: OnnxOptions["library"]): Promise<typeof import("onnxruntime-web")> {
  if (library === "onnxruntime-web") return await import("onnxruntime-web");
  try {
    const { default: ort } = await import("onnxruntime-node");
    return ort as unknown as typeof import("onnxruntime-web");
  } catch (error) {
    throw new AbsentError(`onnxruntime-node does not load: ${(error as Error).message}`);
  }
}
