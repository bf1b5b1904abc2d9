import { checker, having, whole } from "@bnlstm/data/arguments";
import type { TaskData } from "./task_data.ts";

/** Settings that follow from the data. */
export interface SuggestedSettings {
  /** Settings of the model. */
  model: { hiddenSize: number };
  /** Settings of the optimizer. */
  optimizer: { learningRate: number };
  /** Settings of the run. */
  training: { batchSize: number; steps: number; evaluateEvery: number; checkpointEvery: number };
}

const SIZE = whole(1);
const check = checker("suggest settings", {
  data: having({
    shape: having({ inputSize: SIZE, timeSteps: SIZE }),
    sizes: having({ train: SIZE, valid: SIZE }),
  }),
});

/** Number of multiplications and additions that a run may take: about a minute on two cores. */
const BUDGET = 4e11;
/** Additional cost of a step in the same unit, which matters for small models. */
const OVERHEAD = 2e7;

/**
 * Settings that train something sensible in about a minute on two cores, whatever the size of the data.
 *
 * A batch is an eighth of the training sequences, but at least 8 and at most 64: fewer make batch statistics
 * too uncertain, more make too few updates. A run goes through the data 60 times, with at least 300 steps and
 * at most as many as the minute allows.
 */
export function suggestSettings(
  data: Pick<TaskData<unknown>, "shape" | "sizes">,
): SuggestedSettings {
  check({ data });
  const { shape: { inputSize, timeSteps }, sizes } = data;
  const hiddenSize = sizes.train < 2000 ? 64 : 100;
  const eighth = 2 ** Math.round(Math.log2(sizes.train / 8));
  const batchSize = Math.min(sizes.train, Math.max(8, Math.min(64, eighth)));
  // Forward, and twice as much backward.
  const cost = 3 * batchSize * timeSteps * 4 * hiddenSize * (hiddenSize + inputSize) + OVERHEAD;
  const wanted = Math.max(300, 60 * sizes.train / batchSize);
  const steps = Math.round(Math.max(100, Math.min(wanted, BUDGET / cost)) / 20) * 20;
  // An evaluation only runs forward. Together evaluations take at most a fifth of the run.
  const evaluations = Math.floor(0.2 * steps * 3 * batchSize / sizes.valid);
  const evaluateEvery = Math.ceil(steps / Math.max(5, Math.min(20, evaluations)));
  return {
    model: { hiddenSize },
    optimizer: { learningRate: timeSteps > 60 ? 0.005 : 0.01 },
    training: { batchSize, steps, evaluateEvery, checkpointEvery: evaluateEvery },
  };
}
