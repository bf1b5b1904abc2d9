import {
  type Array as JaxArray,
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  numpy as np,
  valueAndGrad,
} from "@jax-js/jax";
import type { Measurement } from "../../runner/settings.ts";
import { AbsentError, type Computation } from "../computation.ts";
import type { Workload } from "../../runner/workload.ts";
import {
  arrayOf,
  type Arrays,
  disposeAll,
  evaluate,
  fold,
  initialState,
  lossOf,
  normalize,
  refAll,
  sequence,
  stepsOf,
  update,
} from "./jax_js_lstm.ts";
import { meanSquare } from "./mean_square.ts";
import pins from "../../../deno.json" with { type: "json" };

interface Result {
  output: JaxArray;
  gradients: Arrays;
}

const PARAMETERS = ["wx", "wh", "bias", "gammaX", "gammaH", "gammaC", "betaC"] as const;

/**
 * A BN-LSTM in jax-js. It has no scan: a training step or inference pass is one function with all steps
 * in a row, compiled by `jit`.
 */
export async function createComputation(
  { device }: { device: "wasm" | "webgpu" },
): Promise<Computation<Result>> {
  if (!(await init()).includes(device)) throw new AbsentError(`jax-js has no ${device} here`);
  defaultDevice(device);
  let measurement: Measurement;
  let run: () => Result;
  return {
    name: `jax-js ${pins.imports["@jax-js/jax"].split("@").at(-1)}`,
    prepare(workload, wanted) {
      measurement = wanted;
      run = { train: training, infer: inference, stream: streaming }[wanted](workload);
    },
    run: () => run(),
    async synchronize({ output, gradients }) {
      await blockUntilReady([output, ...Object.values(gradients)]);
    },
    async outcome({ output, gradients }) {
      if (measurement !== "train") {
        return { loss: meanSquare(await output.ref.data()) };
      }
      let sum = 0;
      for (const gradient of Object.values(gradients)) {
        const values = await gradient.ref.data();
        sum += values.length * meanSquare(values);
      }
      const [loss] = await output.ref.data();
      return { loss, gradientNorm: Math.sqrt(sum) };
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
    return lossOf(hs, setting.loss);
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
