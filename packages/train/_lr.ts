import "@bnlstm/train/gradients";
import { setupWasm } from "@bnlstm/backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { loadTaskData, runConfigSchema, TrainingRun } from "@bnlstm/train";
await setupWasm({ threads: 1 });
await tf.setBackend("wasm");
const base = JSON.parse(Deno.args[0]);
let data: any;
let key = "";
for (const arg of Deno.args.slice(1)) {
  const o = { ...base, ...JSON.parse(arg) };
  const config: any = runConfigSchema.parse({
    task: "question-answering",
    backend: "wasm",
    data: {
      words: o.words ?? 5000,
      sentences: o.sentences ?? 2,
      batching: o.batching ?? "shuffled",
    },
    model: {
      hiddenSize: o.H,
      embeddingSize: o.E ?? o.H,
      normalization: o.norm ?? "everywhere",
      inputStatistics: o.input ?? "sequence",
      directions: o.dir ?? 2,
      candidates: o.cand ?? "document",
      gamma: o.gamma ?? 0.1,
      recurrentInitializer: "orthogonal",
    },
    optimizer: { name: "adam", learningRate: o.lr, clipNorm: 10 },
    training: {
      steps: o.steps,
      logEvery: 50,
      evaluateEvery: 100,
      checkpointEvery: 1e6,
      batchSize: o.B,
      evaluationBatchSize: 100,
      seed: o.seed ?? 1,
    },
  });
  const k = JSON.stringify(config.data);
  if (k !== key) {
    data = await loadTaskData(config);
    key = k;
    console.log(k, data.sizes, data.baselines.valid);
  }
  const run = TrainingRun.create(config, data);
  const t = performance.now();
  const line: string[] = [];
  for await (const e of run.train()) {
    if (e.type === "log") line.push(e.recent.loss.toFixed(3));
    if (e.type === "evaluation") {
      line.push(`[${(100 - 100 * e.metrics.accuracy).toFixed(1)} ${e.metrics.loss.toFixed(3)}]`);
      console.log(arg, line.join(" "), ((performance.now() - t) / 1000).toFixed(0) + "s");
    }
  }
  run.dispose();
}
