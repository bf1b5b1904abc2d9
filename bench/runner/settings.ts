/** What is timed. */
export type Measurement = "train" | "infer" | "stream";

/** All measurements, in the order of the report. */
export const MEASUREMENTS: readonly Measurement[] = ["infer", "train", "stream"];

/** What the tables call a measurement. */
export const MEASUREMENT_TITLES: Readonly<Record<Measurement, string>> = {
  infer: "inference pass",
  train: "training step",
  stream: "streaming step",
};

/** The sizes of one comparison. */
export interface Setting {
  /** What the command line and the tables call it. */
  name: string;
  /** Where these sizes come from. */
  title: string;
  /** B. */
  batchSize: number;
  /** T; in streaming the steps that are checked, one of which is timed. */
  timeSteps: number;
  /** I. */
  inputSize: number;
  /** H. */
  hiddenSize: number;
  /** Whether the loss is the mean square of the last h, or of every h. */
  loss: "last" | "every";
  /** What is timed in this setting. */
  measurements: readonly Measurement[];
}

const BATCHES = ["infer", "train"] as const;

/** The settings that were agreed on, by name. */
export const SETTINGS: readonly Setting[] = [
  {
    name: "A",
    title: "sequential MNIST",
    batchSize: 64,
    timeSteps: 784,
    inputSize: 1,
    hiddenSize: 100,
    loss: "last",
    measurements: BATCHES,
  },
  {
    name: "B",
    title: "characters of the Penn Treebank",
    batchSize: 64,
    timeSteps: 100,
    inputSize: 50,
    hiddenSize: 1000,
    loss: "every",
    measurements: BATCHES,
  },
  {
    name: "C",
    title: "text8",
    batchSize: 128,
    timeSteps: 180,
    inputSize: 27,
    hiddenSize: 2000,
    loss: "every",
    measurements: BATCHES,
  },
  {
    name: "S",
    title: "small",
    batchSize: 32,
    timeSteps: 50,
    inputSize: 28,
    hiddenSize: 64,
    loss: "last",
    measurements: BATCHES,
  },
  {
    name: "1",
    title: "one stream",
    batchSize: 1,
    timeSteps: 3,
    inputSize: 50,
    hiddenSize: 1000,
    loss: "last",
    measurements: ["stream"],
  },
];

/** The size that varies in a sweep. */
export type SweptSize = "T" | "B" | "H";

const SWEPT: Readonly<Record<SweptSize, readonly number[]>> = {
  T: [12, 50, 200, 800],
  B: [8, 32, 128, 512],
  H: [16, 64, 256, 1024],
};

const FIELDS = { T: "timeSteps", B: "batchSize", H: "hiddenSize" } as const;

/** Training steps around the small setting, one size varied at a time: for the plots. */
export const SWEEP: readonly Setting[] = (Object.keys(SWEPT) as SweptSize[]).flatMap((size) => {
  const small = SETTINGS.find(({ name }) => name === "S")!;
  return SWEPT[size].map((value): Setting => ({
    ...small,
    name: `${size}=${value}`,
    title: `small with ${size} = ${value}`,
    [FIELDS[size]]: value,
    measurements: ["train"],
  }));
});

/** The size a setting of the sweep varies, and its value. */
export function sweptSize({ name }: Setting): { size: SweptSize; value: number } | undefined {
  const [size, value] = name.split("=");
  return value === undefined ? undefined : { size: size as SweptSize, value: Number(value) };
}

/**
 * Floating-point operations of the matrix products of one run: x Wx and h Wh forward, and twice that
 * again for the two gradients of each. What normalization and gates cost is left out.
 */
export function flops(setting: Setting, measurement: Measurement): number {
  const { batchSize, timeSteps, inputSize, hiddenSize } = setting;
  const step = 2 * batchSize * (inputSize + hiddenSize) * 4 * hiddenSize;
  return { train: 3 * step * timeSteps, infer: step * timeSteps, stream: step }[measurement];
}

/** Sequences are cut to this share of their steps to find out how long whole ones will take. */
const TRIAL = 16;

/** Sequences shorter than this are never cut. */
const SHORTEST_CUT = 32;

/** Steps of the sequences an implementation is tried on first. */
export function trialSteps({ timeSteps }: Setting): number {
  return timeSteps < SHORTEST_CUT ? timeSteps : Math.ceil(timeSteps / TRIAL);
}
