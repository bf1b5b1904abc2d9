import {
  Array as JaxArray,
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  nn,
  numpy as np,
  valueAndGrad,
} from "@jax-js/jax";
import type { Measurement } from "../settings.ts";
import { AbsentError, type Strategy } from "../strategy.ts";
import { type ArrayName, arrayShapes, type Workload } from "../workload.ts";
import { packageVersion } from "./_package_version.ts";

/** Functions of jax-js use their arguments up: what is needed again is passed as `.ref`. */
type Arrays<Name extends string = string> = Record<Name, JaxArray>;

interface Result {
  output: JaxArray;
  gradients: Arrays;
}

const PARAMETERS = ["wx", "wh", "bias", "gammaX", "gammaH", "gammaC", "betaC"] as const;
const SITES = ["input", "hidden", "cell"] as const;

/**
 * A BN-LSTM in jax-js. It has no scan: a training step or inference pass is one function with all steps
 * in a row, compiled by `jit`.
 */
export async function createStrategy(
  { device }: { device: "wasm" | "webgpu" },
): Promise<Strategy<Result>> {
  if (!(await init()).includes(device)) throw new AbsentError(`jax-js has no ${device} here`);
  defaultDevice(device);
  let measurement: Measurement;
  let run: () => Result;
  return {
    name: `jax-js ${packageVersion("@jax-js/jax")}`,
    prepare(workload, wanted) {
      measurement = wanted;
      run = { train: training, infer: inference, stream: streaming }[wanted](workload);
    },
    run: () => run(),
    async synchronise({ output, gradients }) {
      await blockUntilReady([output, ...Object.values(gradients)]);
    },
    async outcome({ output, gradients }) {
      if (measurement !== "train") {
        return { loss: await scalar(np.mean(np.square(output.ref))) };
      }
      let sum = 0;
      for (const gradient of Object.values(gradients)) {
        sum += await scalar(np.sum(np.square(gradient.ref)));
      }
      return { loss: await scalar(output.ref), gradientNorm: Math.sqrt(sum) };
    },
    release({ output, gradients }) {
      output.dispose();
      Object.values(gradients).forEach((gradient) => gradient.dispose());
    },
  };
}

function training(workload: Workload): () => Result {
  const { epsilon, setting } = workload;
  const parameters = Object.fromEntries(PARAMETERS.map((name) => [name, arrayOf(workload, name)]));
  const xs = stepsOf(workload, "x");
  const loss = (p: Arrays, xs: JaxArray[]) => {
    const hs = sequence(workload, xs, (x, h, c) => {
      const input = normalize(np.dot(x, p.wx.ref), p.gammaX.ref, epsilon);
      const hidden = normalize(np.dot(h, p.wh.ref), p.gammaH.ref, epsilon);
      const cell = (c: JaxArray) => normalize(c, p.gammaC.ref, epsilon).add(p.betaC.ref);
      return update(input.add(hidden).add(p.bias.ref), c, cell);
    });
    disposeAll(p);
    return meanSquare(hs, setting.loss);
  };
  const step = jit(valueAndGrad(loss));
  return () => {
    const [output, gradients] = step(refAll(parameters), xs.map((x) => x.ref));
    return { output, gradients };
  };
}

function inference(workload: Workload): () => Result {
  const { setting } = workload;
  const weights = { wx: arrayOf(workload, "wx"), wh: arrayOf(workload, "wh") };
  const xs = stepsOf(workload, "x");
  const folds = fold(workload);
  const pass = jit((w: Arrays<"wx" | "wh">, folds: Arrays[], xs: JaxArray[]) => {
    let t = 0;
    const hs = sequence(workload, xs, (x, h, c) => evaluate(w, folds[t++], x, h, c));
    disposeAll(w);
    if (setting.loss === "every") return np.stack(hs);
    hs.slice(0, -1).forEach((h) => h.dispose());
    return hs.at(-1)!;
  });
  return () => ({
    output: pass(refAll(weights), folds.map(refAll), xs.map((x) => x.ref)),
    gradients: {},
  });
}

function streaming(workload: Workload): () => Result {
  const weights = { wx: arrayOf(workload, "wx"), wh: arrayOf(workload, "wh") };
  const xs = stepsOf(workload, "x");
  const folds = fold(workload);
  const step = jit(
    (w: Arrays<"wx" | "wh">, fold: Arrays, x: JaxArray, h: JaxArray, c: JaxArray) => {
      const next = evaluate(w, fold, x, h, c);
      disposeAll(w);
      return next;
    },
  );
  let [h, c] = initialState(workload);
  let time = 0;
  return () => {
    const statistics = folds[Math.min(time, folds.length - 1)];
    const x = xs[time++ % xs.length];
    [h, c] = step(refAll(weights), refAll(statistics), x.ref, h, c);
    return { output: h.ref, gradients: {} };
  };
}

/** h of every step. */
function sequence(
  workload: Workload,
  xs: JaxArray[],
  step: (x: JaxArray, h: JaxArray, c: JaxArray) => [JaxArray, JaxArray],
): JaxArray[] {
  let [h, c] = initialState(workload);
  const hs = xs.map((x) => {
    [h, c] = step(x, h, c);
    return h.ref;
  });
  h.dispose();
  c.dispose();
  return hs;
}

/** Gates, cell and h from the sum of the normalised terms. */
function update(
  a: JaxArray,
  before: JaxArray,
  cell: (c: JaxArray) => JaxArray,
): [JaxArray, JaxArray] {
  const [f, i, o, g] = np.split(a, 4, 1);
  const c = nn.sigmoid(f).mul(before).add(nn.sigmoid(i).mul(np.tanh(g)));
  return [nn.sigmoid(o).mul(np.tanh(cell(c.ref))), c];
}

/** Normalisation with the statistics of the batch. */
function normalize(a: JaxArray, gamma: JaxArray, epsilon: number): JaxArray {
  const centred = a.ref.sub(np.mean(a, 0, { keepdims: true }));
  const variance = np.mean(np.square(centred.ref), 0, { keepdims: true });
  return centred.mul(gamma.div(np.sqrt(variance.add(epsilon))));
}

/** A step with population statistics. */
function evaluate(
  w: Arrays<"wx" | "wh">,
  fold: Arrays,
  x: JaxArray,
  h: JaxArray,
  c: JaxArray,
): [JaxArray, JaxArray] {
  const a = np.dot(x, w.wx.ref).mul(fold.inputScale)
    .add(np.dot(h, w.wh.ref).mul(fold.hiddenScale)).add(fold.shift);
  return update(a, c, (c) => c.mul(fold.cellScale).add(fold.cellShift));
}

/** For each step, normalisation with population statistics as a product and a sum. */
function fold({ setting, epsilon, arrays }: Workload): Arrays[] {
  const { timeSteps, hiddenSize } = setting;
  const gammas = { input: arrays.gammaX, hidden: arrays.gammaH, cell: arrays.gammaC };
  return Array.from({ length: timeSteps }, (_, t) => {
    const folded: Arrays = {};
    const shift = arrays.bias.slice();
    const cellShift = arrays.betaC.slice();
    for (const site of SITES) {
      const features = site === "cell" ? hiddenSize : 4 * hiddenSize;
      const scale = new Float32Array(features);
      const target = site === "cell" ? cellShift : shift;
      for (let k = 0; k < features; k++) {
        const place = t * features + k;
        scale[k] = gammas[site][k] / Math.sqrt(arrays[`${site}Variance`][place] + epsilon);
        target[k] -= arrays[`${site}Mean`][place] * scale[k];
      }
      folded[`${site}Scale`] = np.array(scale);
    }
    return { ...folded, shift: np.array(shift), cellShift: np.array(cellShift) };
  });
}

function meanSquare(hs: JaxArray[], loss: "last" | "every"): JaxArray {
  const last = hs.at(-1)!;
  if (loss === "every") return np.mean(np.square(np.stack(hs)));
  hs.slice(0, -1).forEach((h) => h.dispose());
  return np.mean(np.square(last));
}

function initialState({ setting }: Workload): [JaxArray, JaxArray] {
  const shape = [setting.batchSize, setting.hiddenSize];
  return [np.zeros(shape), np.zeros(shape)];
}

function arrayOf(workload: Workload, name: ArrayName): JaxArray {
  return np.array(workload.arrays[name]).reshape(arrayShapes(workload.setting)[name]);
}

/** An array whose first axis is time, as one array a step. */
function stepsOf(workload: Workload, name: ArrayName): JaxArray[] {
  const [steps, ...shape] = arrayShapes(workload.setting)[name];
  const size = shape.reduce((a, b) => a * b, 1);
  const values = workload.arrays[name];
  return Array.from(
    { length: steps },
    (_, t) => np.array(values.slice(t * size, (t + 1) * size)).reshape(shape),
  );
}

function refAll<Name extends string>(arrays: Arrays<Name>): Arrays<Name> {
  return Object.fromEntries(
    Object.entries<JaxArray>(arrays).map(([name, array]) => [name, array.ref]),
  ) as Arrays<Name>;
}

function disposeAll(arrays: Arrays): void {
  Object.values(arrays).forEach((array) => array.dispose());
}

async function scalar(array: JaxArray): Promise<number> {
  return (await array.data())[0];
}
