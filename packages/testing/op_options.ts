import * as tf from "@tensorflow/tfjs-core";

/** A call of the op. */
export interface OpCall {
  /** Number of inputs. */
  inputSize: number;
  /** Number of units. */
  hiddenSize: number;
  mode: "train" | "eval";
  implementation: string;
}

/** Everything that the op may be given, and right: what tests of wrong arguments begin with. */
export function opOptions(
  { inputSize: I, hiddenSize: H, mode, implementation }: OpCall,
): Record<string, unknown> {
  const [T, B] = [2, 3];
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
    mode,
    lengths: [1, 2, 2],
    statistics: { input: table(4 * H), hidden: table(4 * H), cell: table(H) },
    minShare: 0.5,
    reverse: false,
    returnSequences: true,
    implementation,
  };
}
