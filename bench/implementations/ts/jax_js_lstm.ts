import { type Array as JaxArray, nn, numpy as np } from "@jax-js/jax";
import { type ArrayName, arrayShapes, type Workload } from "../../runner/workload.ts";

/** Functions of jax-js use their arguments up: what is needed again is passed as `.ref`. */
export type Arrays<Name extends string = string> = Record<Name, JaxArray>;

const SITES = ["input", "hidden", "cell"] as const;

/** h of every step. */
export function sequence(
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

/** Gates, cell and h from the sum of the normalized terms. */
export function update(
  a: JaxArray,
  before: JaxArray,
  cell: (c: JaxArray) => JaxArray,
): [JaxArray, JaxArray] {
  const [f, i, o, g] = np.split(a, 4, 1);
  const c = nn.sigmoid(f).mul(before).add(nn.sigmoid(i).mul(np.tanh(g)));
  return [nn.sigmoid(o).mul(np.tanh(cell(c.ref))), c];
}

/** Normalization with the statistics of the batch. */
export function normalize(a: JaxArray, gamma: JaxArray, epsilon: number): JaxArray {
  const centered = a.ref.sub(np.mean(a, 0, { keepdims: true }));
  const variance = np.mean(np.square(centered.ref), 0, { keepdims: true });
  return centered.mul(gamma.div(np.sqrt(variance.add(epsilon))));
}

/** A step with population statistics. */
export function evaluate(
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

/** For each step, normalization with population statistics as a product and a sum. */
export function fold({ setting, epsilon, arrays }: Workload): Arrays[] {
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

/** The mean square of the last h, or of every h. */
export function lossOf(hs: JaxArray[], loss: "last" | "every"): JaxArray {
  // In two stages: millions of squares added up one by one in float32 would not be right to 1e-4.
  if (loss === "every") return np.mean(np.mean(np.square(np.stack(hs)), -1));
  hs.slice(0, -1).forEach((h) => h.dispose());
  return np.mean(np.square(hs.at(-1)!));
}

/** h and c before the first step. */
export function initialState({ setting }: Workload): [JaxArray, JaxArray] {
  const shape = [setting.batchSize, setting.hiddenSize];
  return [np.zeros(shape), np.zeros(shape)];
}

/** An array of a workload. */
export function arrayOf(workload: Workload, name: ArrayName): JaxArray {
  return np.array(workload.arrays[name]).reshape(arrayShapes(workload.setting)[name]);
}

/** An array whose first axis is time, as one array a step. */
export function stepsOf(workload: Workload, name: ArrayName): JaxArray[] {
  const [steps, ...shape] = arrayShapes(workload.setting)[name];
  const size = shape.reduce((a, b) => a * b, 1);
  const values = workload.arrays[name];
  return Array.from(
    { length: steps },
    (_, t) => np.array(values.slice(t * size, (t + 1) * size)).reshape(shape),
  );
}

/** The same arrays for one more use. */
export function refAll<Name extends string>(arrays: Arrays<Name>): Arrays<Name> {
  return Object.fromEntries(
    Object.entries<JaxArray>(arrays).map(([name, array]) => [name, array.ref]),
  ) as Arrays<Name>;
}

/** Frees arrays. */
export function disposeAll(arrays: Arrays): void {
  Object.values(arrays).forEach((array) => array.dispose());
}
