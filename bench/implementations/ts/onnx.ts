import { exportOnnx } from "@bnlstm/convert/onnx";
import type { InferenceSession, Tensor } from "onnxruntime-web";
import type { Measurement } from "../../runner/settings.ts";
import { AbsentError, type Computation } from "../computation.ts";
import { meanSquare } from "./mean_square.ts";
import { workloadModel } from "./workload_model.ts";

/** Which onnxruntime runs, and on how many threads. */
export interface OnnxOptions {
  /** WebAssembly, or native code with an interface to Node. */
  library: "onnxruntime-web" | "onnxruntime-node";
  /** Threads. */
  threads: number;
  /** Batch normalization at every site, or at none. */
  model: "bn" | "plain";
}

type Results = InferenceSession.OnnxValueMapType;

/**
 * onnxruntime, inference only: its LSTM operator for the plain LSTM; batch normalization is a `Scan` over steps of smaller
 * operators.
 */
export async function createComputation(
  { library, threads, model }: OnnxOptions,
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
    async prepare(workload, wanted) {
      measurement = wanted;
      const { setting, arrays } = workload;
      const { timeSteps: T, batchSize: B, inputSize: I, hiddenSize: H, loss } = setting;
      const streaming = wanted === "stream";
      const bytes = exportOnnx(workloadModel(workload, model), { streaming });
      session = await ort.InferenceSession.create(bytes, {
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        graphOptimizationLevel: "all",
      });
      output = loss === "every" ? "hs" : "h";
      const zeros = () => new ort.Tensor("float32", new Float32Array(B * H), [B, H]);
      feeds = { x: new ort.Tensor("float32", arrays.x, [T, B, I]) };
      if (streaming) Object.assign(feeds, { "layer0.h0": zeros(), "layer0.c0": zeros() });
      const row = (t: number) => arrays.x.subarray(t * B * I, (t + 1) * B * I);
      steps = Array.from({ length: T }, (_, t) => new ort.Tensor("float32", row(t), [1, B, I]));
      time = 0;
    },
    async run() {
      if (measurement !== "stream") return await session.run(feeds, [output]);
      feeds.x = steps[time % steps.length];
      if (model === "bn") feeds.time = new ort.Tensor("int32", Int32Array.of(time), []);
      time++;
      const results = await session.run(feeds, ["h", "layer0.h", "layer0.c"]);
      feeds["layer0.h0"] = results["layer0.h"] as Tensor;
      feeds["layer0.c0"] = results["layer0.c"] as Tensor;
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
