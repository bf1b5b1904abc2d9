import { uniformSource } from "@bnlstm/core/initializers";
import type { Setting } from "./settings.ts";

/** What every implementation is given, by name: shapes as in `bnLstm`, gates in the order f, i, o, g. */
const ARRAY_NAMES = [
  "x",
  "wx",
  "wh",
  "bias",
  "gammaX",
  "gammaH",
  "gammaC",
  "betaC",
  "inputMean",
  "inputVariance",
  "hiddenMean",
  "hiddenVariance",
  "cellMean",
  "cellVariance",
] as const;

/** The name of an array of a workload. */
export type ArrayName = typeof ARRAY_NAMES[number];

/** The numbers of one setting: data, parameters, and population statistics `[T, features]`. */
export interface Workload {
  /** The sizes. */
  setting: Setting;
  /** ε. */
  epsilon: number;
  /** The numbers, row-major. */
  arrays: Record<ArrayName, Float32Array<ArrayBuffer>>;
}

/** Shapes of the arrays of a setting. */
export function arrayShapes(setting: Setting): Record<ArrayName, number[]> {
  const { batchSize: B, timeSteps: T, inputSize: I, hiddenSize: H } = setting;
  return {
    x: [T, B, I],
    wx: [I, 4 * H],
    wh: [H, 4 * H],
    bias: [4 * H],
    gammaX: [4 * H],
    gammaH: [4 * H],
    gammaC: [H],
    betaC: [H],
    inputMean: [T, 4 * H],
    inputVariance: [T, 4 * H],
    hiddenMean: [T, 4 * H],
    hiddenVariance: [T, 4 * H],
    cellMean: [T, H],
    cellVariance: [T, H],
  };
}

/** ε of every implementation that normalizes. */
const EPSILON = 1e-5;

/**
 * Draws the numbers of a setting, the same on every machine: inputs of mean 0 and variance 1, weights
 * that keep that variance, γ = 0.1, and statistics of the size that a trained model has.
 */
export function createWorkload(setting: Setting): Workload {
  const { inputSize, hiddenSize } = setting;
  const shapes = arrayShapes(setting);
  let stream = 0;
  /** Uniform numbers. */
  const draw = (name: ArrayName, low: number, high: number) => {
    const random = uniformSource(1603, stream++);
    return Float32Array.from(
      { length: size(shapes[name]) },
      () => low + (high - low) * random(),
    );
  };
  /** Uniform numbers of mean 0. */
  const centered = (name: ArrayName, deviation: number) =>
    draw(name, -Math.sqrt(3) * deviation, Math.sqrt(3) * deviation);
  const gamma = (name: ArrayName) => new Float32Array(size(shapes[name])).fill(0.1);
  return {
    setting,
    epsilon: EPSILON,
    arrays: {
      x: centered("x", 1),
      wx: centered("wx", 1 / Math.sqrt(inputSize)),
      wh: centered("wh", 1 / Math.sqrt(hiddenSize)),
      bias: centered("bias", 0.5),
      gammaX: gamma("gammaX"),
      gammaH: gamma("gammaH"),
      gammaC: gamma("gammaC"),
      betaC: centered("betaC", 0.1),
      inputMean: centered("inputMean", 0.2),
      inputVariance: draw("inputVariance", 0.5, 1.5),
      hiddenMean: centered("hiddenMean", 0.02),
      hiddenVariance: draw("hiddenVariance", 0.005, 0.015),
      cellMean: centered("cellMean", 0.02),
      cellVariance: draw("cellVariance", 0.02, 0.06),
    },
  };
}

/**
 * Writes a workload for the processes of the implementations: `<path>.json` tells the setting and where each
 * array lies in `<path>.bin`, which holds float32 numbers, little-endian.
 */
export async function writeWorkload(path: string, workload: Workload): Promise<void> {
  const { setting, epsilon, arrays } = workload;
  let offset = 0;
  const layout = ARRAY_NAMES.map((name) => {
    const place = { name, offset };
    offset += arrays[name].byteLength;
    return place;
  });
  const bytes = new Uint8Array(offset);
  for (const { name, offset } of layout) bytes.set(new Uint8Array(arrays[name].buffer), offset);
  await Deno.writeFile(`${path}.bin`, bytes);
  await Deno.writeTextFile(
    `${path}.json`,
    JSON.stringify({ setting, epsilon, shapes: arrayShapes(setting), layout }),
  );
}

/**
 * Reads a workload.
 *
 * @param timeSteps Steps to keep, from the start. Default: all of them.
 */
export async function readWorkload(path: string, timeSteps?: number): Promise<Workload> {
  const { setting, epsilon, layout } = JSON.parse(
    await Deno.readTextFile(`${path}.json`),
  ) as Pick<Workload, "setting" | "epsilon"> & {
    layout: { name: ArrayName; offset: number }[];
  };
  const { buffer } = await Deno.readFile(`${path}.bin`);
  const kept = { ...setting, timeSteps: timeSteps ?? setting.timeSteps };
  const shapes = arrayShapes(kept);
  // Time comes first wherever there is time.
  const arrays = Object.fromEntries(
    layout.map((
      { name, offset },
    ) => [name, new Float32Array(buffer, offset, size(shapes[name]))]),
  ) as Workload["arrays"];
  return { setting: kept, epsilon, arrays };
}

function size(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}
