import "@bnlstm/backend-cpu";
import * as core from "@bnlstm/core";
import { permuteGates } from "@bnlstm/core/gates";
import * as initializers from "@bnlstm/core/initializers";
import * as kernels from "@bnlstm/core/kernels";
import * as ops from "@bnlstm/core/ops";
import * as reference from "@bnlstm/core/reference";
import * as statistics from "@bnlstm/core/statistics";
import * as tf from "@tensorflow/tfjs-core";
import { opOptions } from "../op_options.ts";
import { referenceInput } from "../reference_case.ts";
import { rightCall as call, type RightCalls } from "./right_call.ts";

await tf.setBackend("cpu");
const sites = (): core.NormalizationSites => ({
  input: "sequence",
  hidden: "timestep",
  cell: "timestep",
});
const lstm = core.BatchNormLSTM.create({ inputSize: 2, hiddenSize: 1, sites: sites() });
const x = tf.variable(tf.randomNormal<tf.Rank.R3>([2, 3, 2]));
const step = tf.variable(tf.zeros<tf.Rank.R2>([3, 2]));
const table = tf.variable(tf.zeros<tf.Rank.R2>([3, 2]));
const gamma = tf.variable(tf.ones<tf.Rank.R1>([2]));
const loss = tf.variable(tf.scalar(1));
const optimizer = tf.train.sgd(0);
const applied = lstm.apply(tf.keep(x.clone()), { mode: "train" });
const tensors = () => structuredCloneOfTensors(applied.batchStatistics!);
const ranks = (): core.Ranks => ({ size: 1, sum() {}, gather: (bytes) => [bytes.slice()] });

const batch = (): statistics.BatchStatistics => ({
  active: [3, 2],
  sites: {
    input: { rows: 1, features: 4, mean: [1, 2, 3, 4], variance: [1, 1, 1, 1] },
    hidden: { rows: 2, features: 4, mean: new Float64Array(8), variance: new Float64Array(8) },
    cell: { rows: 2, features: 1, mean: [0, 1], variance: [1, 2] },
  },
});
const options = (): core.StatisticsStoreOptions => ({
  hiddenSize: 1,
  sites: sites(),
  timeSteps: 2,
  estimator: "pooled",
  minShare: 0.5,
});
const store = () => structuredClone(statistics.record(statistics.createStore(options()), batch()));
const population = () => ({ layer0: store() });
const termStore = structuredClone(statistics.record(
  statistics.createStore({ ...options(), hiddenSize: 2, sites: ops.BATCH_NORM_SITES }),
  { active: [3], sites: { cell: { rows: 1, features: 2, mean: [0, 0], variance: [1, 1] } } },
));

const input = () =>
  referenceInput({
    ...{ timeSteps: 2, batchSize: 2, inputSize: 1, hiddenSize: 1, variableLength: true },
    ...{ sites: sites(), mode: "train", minShare: 0.5, reverse: true, seed: 1 },
  });
const forward = reference.referenceForward(input());
const rows = () => [0, 1];
const values = () => Float64Array.of(1, 2, 3, 4);
const normalized = () =>
  reference.normalize(values(), rows(), reference.moments(values(), rows(), 2), 1e-5);
const schedule = (): kernels.StepScheduleOptions => ({
  timeSteps: 2,
  batchSize: 3,
  lengths: [1, 2, 2],
  mode: "train",
  minShare: 0.5,
});
const random = () => 0.5;

/** Every function of `@bnlstm/core`. */
export const CORE_CALLS: RightCalls = {
  "BatchNormLSTM.create": call(
    (options) => core.BatchNormLSTM.create(options).dispose(),
    () => [{
      ...{ inputSize: 2, hiddenSize: 1, layers: 1, bidirectional: false, sites: sites() },
      ...{ epsilon: 1e-5, minShare: 0.5, initialState: "learned", timeMajor: true },
      ...{ gamma: 0.1, forgetBias: 1, recurrentInitializer: "identity", seed: 1 },
    }],
  ),
  "BatchNormLSTM.apply": call((x, options) => lstm.apply(x, options), () => [x, {
    mode: "eval",
    statistics: population(),
    lengths: [1, 2, 2],
    state: lstm.initialState(3),
    returnSequences: true,
    implementation: "auto",
  }]),
  "BatchNormLSTM.initialState": call((batchSize) => lstm.initialState(batchSize), () => [3]),
  "BatchNormLSTM.step": call(
    (x, statistics, state) => lstm.step(x, statistics, state),
    () => [step, population(), lstm.initialState(3)],
  ),
  activeRows: call(kernels.activeRows, () => [2, 3, [1, 2, 2]]),
  at: call(statistics.at, () => [store(), 1]),
  batchNorm: call(ops.batchNorm, () => [{
    x: step,
    gamma,
    active: [1, 0, 1],
    mode: "eval",
    statistics: termStore,
    epsilon: 1e-5,
  }]),
  "batchNorm in training": call(
    ops.batchNorm,
    () => [{ x: step, gamma, active: [1, 0, 1], mode: "train", epsilon: 1e-5, ranks: ranks() }],
  ),
  bnLstm: call(
    core.bnLstm,
    () => [opOptions({ inputSize: 1, hiddenSize: 1, mode: "train", implementation: "auto" })],
  ),
  createModelStatistics: call(
    core.createModelStatistics,
    () => [lstm, { timeSteps: 2, estimator: "ema", decay: 0.9 }],
  ),
  createStore: call(
    statistics.createStore,
    () => [{ ...options(), estimator: "ema", decay: 0.9 }],
  ),
  deserialize: call(statistics.deserialize, () => [structuredClone(statistics.serialize(store()))]),
  effectiveTimeSteps: call(statistics.effectiveTimeSteps, () => [store()]),
  gatherRows: call(ops.gatherRows, () => [table, Int32Array.of(0, -1, 2)]),
  gaussian: call(initializers.gaussian, () => [3, random, 2]),
  identity: call(initializers.identity, () => [3]),
  initialParameters: call(
    initializers.initialParameters,
    () => [
      { inputSize: 2, hiddenSize: 1, sites: sites() },
      { gamma: 0.1, forgetBias: 1, recurrentInitializer: "authors", seed: 1 },
      0,
    ],
  ),
  isInvalidInput: call(core.isInvalidInput, () => [new Error()]),
  joinColumns: call(
    initializers.joinColumns,
    () => [[new Float32Array(2), new Float32Array(4)], 2],
  ),
  merge: call(statistics.merge, () => [store(), store()]),
  mergeOverRanks: call(statistics.mergeOverRanks, () => [population(), ranks()]),
  minimize: call(
    (optimizer, statistics, returned: core.LossAndStatistics) =>
      core.minimize(optimizer, statistics, () => {
        // tfjs disposes of a loss, and needs one that depends on a variable.
        return returned?.loss === loss ? { ...returned, loss: tf.square(loss) } : returned;
      }),
    () => [optimizer, population(), { loss, batchStatistics: tensors() }],
  ),
  moments: call(reference.moments, () => [values(), rows(), 2, ranks()]),
  normalize: call(
    reference.normalize,
    () => [values(), rows(), reference.moments(values(), rows(), 2), 1e-5],
  ),
  normalizeBackward: call(
    reference.normalizeBackward,
    () => [values(), normalized(), [1, 2], 0.5, ranks()],
  ),
  orthogonal: call(initializers.orthogonal, () => [2, 3, random]),
  permuteGates: call(permuteGates, () => [new Float32Array(8), 2, "paper", "pytorch"]),
  record: call(statistics.record, () => [store(), batch()]),
  recordStatistics: call(core.recordStatistics, () => [population(), tensors()]),
  referenceBackward: call(
    reference.referenceBackward,
    () => [input(), structuredClone(forward.residuals), {
      hs: new Float64Array(4),
      h: new Float64Array(2),
      c: new Float64Array(2),
    }],
  ),
  referenceForward: call(reference.referenceForward, () => [input()]),
  registerFusedKernels: call(
    kernels.registerFusedKernels,
    () => ["none", { forward: () => [], backward: () => [], ranks: true }],
  ),
  resize: call(statistics.resize, () => [store(), 3]),
  serialize: call(statistics.serialize, () => [store()]),
  siteFeatures: call(kernels.siteFeatures, () => ["cell", 2]),
  statisticsRows: call(
    kernels.statisticsRows,
    () => [{ sites: sites(), schedule: kernels.stepSchedule(schedule()) }, "cell"],
  ),
  stepSchedule: call(
    kernels.stepSchedule,
    () => [{ ...schedule(), whole: { batchSize: 3, active: Int32Array.of(3, 2) } }],
  ),
  sumsOverRanks: call(kernels.sumsOverRanks, () => ["cpu"]),
  tables: call(statistics.tables, () => [store()]),
  uniformSource: call(
    (seed, stream) => initializers.uniformSource(seed, stream)(),
    () => [1, 2],
  ),
};

/** The same statistics in other objects; tensors stay what they are. */
function structuredCloneOfTensors(
  batch: Record<string, core.BatchStatisticsTensors>,
): Record<string, core.BatchStatisticsTensors> {
  return Object.fromEntries(
    Object.entries(batch).map(([cell, { active, sites }]) => [
      cell,
      { active: active.slice(), sites: { ...sites } },
    ]),
  );
}
