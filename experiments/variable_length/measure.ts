/**
 * Sequences of different length: what a way to treat statistics of few rows does to training.
 *
 *     deno run -A experiments/variable_length/measure.ts TASK ARM SEED [key=value …]
 *
 * TASK is language-id, surname-language or question-answering, and ARM one of
 *
 *     lstm          the plain LSTM
 *     padded        padding enters the statistics of the LSTMs
 *     share=S       it does not, and steps that fewer than S of the rows reach are filled up (docs/rules.md#r7);
 *                   with S = 0 none are
 *     sequence=S    as before, with sequence-wise statistics of the input
 *
 * and `key=value` replaces a setting, as in `steps=500`. One JSON line is printed, a `Measurement`;
 * `report.ts` makes tables of many.
 *
 * @module
 */

import "@bnlstm/core/gradients";
import { setupWasm } from "@bnlstm/backend-wasm";
import { AttentiveReader, SequenceClassifier } from "@bnlstm/train/models";
import { estimatePopulation, loadTaskData, NonFiniteError, TrainingRun } from "@bnlstm/train";
import * as tf from "@tensorflow/tfjs-core";
import { parseArm } from "./arm.ts";
import { configuration } from "./configuration.ts";
import { heldOut } from "./held_out.ts";
import type { MeasuredStep, Measurement } from "./measurement.ts";
import { observed, type Tail } from "./observed.ts";
import { takePadding } from "./take_padding.ts";

const [task, name, seed, ...changes] = Deno.args;
const arm = parseArm(name);
const config = configuration(task, arm, Number(seed), changes);

tf.enableProdMode();
// Threads wait for each other at every time step, which costs more than it gains on a busy machine.
await setupWasm({ threads: 1 });
await tf.setBackend("wasm");
const data = await loadTaskData(config);
const tails: Tail[] = [];
const run = TrainingRun.create(config, observed(data, tails));
if (arm.padded) {
  const { model } = run;
  if (model instanceof AttentiveReader) [model.document, model.query].forEach(takePadding);
  else if (model instanceof SequenceClassifier) takePadding(model.lstm);
}
const steps: MeasuredStep[] = [];
let failure: string | undefined;
const started = performance.now();
try {
  for await (const event of run.train()) {
    if (event.type !== "log") continue;
    const { loss, gradientNorm } = event.metrics;
    steps.push([loss, gradientNorm, ...tails[event.step - 1]]);
  }
} catch (error) {
  if (!(error instanceof NonFiniteError)) throw error;
  failure = error.message;
}
const seconds = Math.round((performance.now() - started) / 1000);
const texts = failure === undefined
  ? await heldOut(run.model, data, await estimatePopulation(run.model, data, config))
  : [];
const rounded = <Row extends number[]>(rows: Row[]) =>
  rows.map((row) => row.map((x) => Number(x.toPrecision(5))) as Row);
const measurement: Measurement = {
  task,
  arm: name,
  seed: Number(seed),
  changes,
  seconds,
  failure,
  steps: rounded(steps),
  texts: rounded(texts),
};
console.log(JSON.stringify(measurement));
