import {
  AdamOptimizer,
  type Optimizer as TfjsOptimizer,
  RMSPropOptimizer,
  scalar,
  SGDOptimizer,
  type Tensor,
  type Variable,
  zerosLike,
} from "@tensorflow/tfjs-core";
import { assignArrays } from "../checkpoint/_assign_arrays.ts";
import { readArrays } from "../checkpoint/_read_arrays.ts";
import type { NamedArrays } from "../checkpoint/named_arrays.ts";
import type { OptimizerConfig } from "../config/optimizer_config.ts";

/** What differs between the optimizers of tfjs. */
interface Adapter {
  tfjs: TfjsOptimizer;
  setLearningRate(rate: number): void;
  /** What is kept for each parameter, in the order of `getWeights`. */
  slots: string[];
  /** State besides the slots. */
  scalars: Record<string, Variable>;
}

/** Added to denominators; tfjs would let the backend choose. */
const EPSILON = 1e-7;

/** The tfjs optimizer of a run, with a state that can be saved and restored to the bit. */
export class Optimizer {
  readonly #adapter: Adapter;
  readonly #parameters: Readonly<Record<string, Variable>>;

  /** Starts an optimizer for these parameters. */
  constructor(config: OptimizerConfig, parameters: Readonly<Record<string, Variable>>) {
    this.#adapter = adapt(config);
    this.#parameters = parameters;
  }

  /** Updates every parameter. */
  apply(gradients: Readonly<Record<string, Tensor>>, learningRate: number): void {
    this.#adapter.setLearningRate(learningRate);
    // tfjs keeps its state by position, so the order must not depend on the gradients.
    this.#adapter.tfjs.applyGradients(
      Object.entries(this.#parameters).map(([name, parameter]) => ({
        name: parameter.name,
        tensor: gradients[name],
      })),
    );
  }

  /** Everything the next update depends on, e.g. `layer0.wh.meanSquare`. */
  async state(): Promise<NamedArrays> {
    return readArrays(await this.#variables());
  }

  /**
   * Takes over a saved state.
   *
   * @throws {TypeError} If it is not that of this optimizer and these parameters.
   */
  async restore(state: NamedArrays): Promise<void> {
    const { tfjs, slots, scalars } = this.#adapter;
    // tfjs makes slots with the first update, before which there are none to be saved.
    if (Object.keys(state).length > Object.keys(scalars).length) {
      const parameters = Object.values(this.#parameters);
      const weights = [
        scalar(0, "int32"),
        ...slots.flatMap(() => parameters.map((parameter) => zerosLike(parameter))),
      ].map((tensor) => ({ name: "", tensor }));
      await tfjs.setWeights(weights);
      for (const { tensor } of weights) tensor.dispose();
    }
    assignArrays(await this.#variables(), state, "optimizer state");
  }

  /** Frees the state. */
  dispose(): void {
    this.#adapter.tfjs.dispose();
  }

  async #variables(): Promise<Record<string, Variable>> {
    const { tfjs, slots, scalars } = this.#adapter;
    const [iterations, ...weights] = await tfjs.getWeights();
    iterations.tensor.dispose();
    const names = slots.flatMap((slot) =>
      Object.keys(this.#parameters).map((name) => `${name}.${slot}`)
    );
    return {
      ...scalars,
      ...Object.fromEntries(weights.map(({ tensor }, i) => [names[i], tensor as Variable])),
    };
  }
}

function adapt({ name, learningRate, rmspropDecay, rmspropMomentum }: OptimizerConfig): Adapter {
  switch (name) {
    case "rmsprop": {
      const tfjs = new RMSPropOptimizer(learningRate, rmspropDecay, rmspropMomentum, EPSILON);
      return {
        tfjs,
        setLearningRate: (rate) => tfjs["learningRate"] = rate,
        slots: ["meanSquare", "update"],
        scalars: {},
      };
    }
    case "adam": {
      const tfjs = new AdamOptimizer(learningRate, 0.9, 0.999, EPSILON);
      return {
        tfjs,
        setLearningRate: (rate) => tfjs["learningRate"] = rate,
        slots: ["firstMoment", "secondMoment"],
        // tfjs restores these by `pow`, which rounds differently from the product they are.
        scalars: { beta1Power: tfjs["accBeta1"], beta2Power: tfjs["accBeta2"] },
      };
    }
    case "sgd": {
      const tfjs = new SGDOptimizer(learningRate);
      return {
        tfjs,
        setLearningRate: (rate) => tfjs.setLearningRate(rate),
        slots: [],
        scalars: {},
      };
    }
  }
}
