import "@bnlstm/backend-cpu";
import { setupWasm } from "@bnlstm/backend-wasm";
import { bnLstm, isInvalidInput } from "@bnlstm/core";
import * as tf from "@tensorflow/tfjs-core";
import { type CampaignPart, type Findings, pick } from "./campaign.ts";

const WRONG = [
  ...[null, undefined, NaN, -1, 0, 0.5, 3, 1e-60, 1e9, "", "glorot", true, [], [[1]], {}],
  () => {},
];

/** Calls of the op with arguments that are missing or wrong, fused and composed. */
export const calls: CampaignPart = {
  name: "calls",
  promise: "a call with wrong arguments is refused by name, and leaves no tensor behind",
  async run(random, isOver) {
    await setupWasm({ threads: 1 });
    const findings: Findings = { tried: 0, faults: [] };
    do {
      const backend = pick(random, ["cpu", "wasm"]);
      await tf.setBackend(backend);
      const implementation = pick(random, ["fused", "composed"]);
      for (let i = 0; i < 200; i++) {
        findings.tried++;
        const fault = tf.tidy(() => tryCall(random, implementation));
        if (fault) findings.faults.push(`${backend} ${implementation} ${fault}`);
      }
    } while (!isOver());
    return findings;
  },
};

function tryCall(random: () => number, implementation: string): string | undefined {
  const options = validOptions(random, implementation);
  const places = placesOf(options);
  let how = "";
  for (let i = random() < 0.5 ? 1 : 2; i > 0; i--) {
    const path = pick(random, places);
    const value = pick(random, WRONG);
    let at: Record<string, unknown> = options;
    for (const key of path.slice(0, -1)) at = (at[key] ?? {}) as typeof at;
    if (typeof at === "object") at[path.at(-1)!] = value;
    how += ` ${path.join(".")} = ${String(value)}`;
  }
  const before = tf.memory().numTensors;
  try {
    bnLstm(options as never);
  } catch (error) {
    if (!isInvalidInput(error)) return `${how}: ${(error as Error).stack}`;
    const left = tf.memory().numTensors - before;
    if (left !== 0) return `${how}: ${left} tensors are left`;
  }
}

function validOptions(random: () => number, implementation: string): Record<string, unknown> {
  const [T, B, I, H] = [2, 3, pick(random, [1, 2]), pick(random, [1, 4, 5])];
  const zeros = (...shape: number[]) => tf.zeros(shape);
  const table = (features: number) => ({
    rows: 1,
    features,
    mean: new Float32Array(features),
    variance: new Float32Array(features),
  });
  return {
    x: zeros(T, B, I),
    parameters: {
      wx: zeros(I, 4 * H),
      wh: zeros(H, 4 * H),
      bias: zeros(4 * H),
      gammaX: zeros(4 * H),
      gammaH: zeros(4 * H),
      gammaC: zeros(H),
      betaC: zeros(H),
    },
    initialState: { h: zeros(B, H), c: zeros(B, H) },
    sites: { input: "timestep", hidden: "timestep", cell: "timestep" },
    epsilon: 1e-5,
    mode: pick(random, ["train", "eval"]),
    lengths: [1, 2, 2],
    statistics: { input: table(4 * H), hidden: table(4 * H), cell: table(H) },
    minShare: 0.5,
    reverse: false,
    returnSequences: true,
    implementation,
  };
}

/** Every place in the options, as a path. */
function placesOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [path];
  if (value instanceof tf.Tensor || ArrayBuffer.isView(value)) return [path];
  const inner = Object.entries(value).flatMap(([key, each]) => placesOf(each, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}
