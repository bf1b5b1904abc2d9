import { InvalidTypeError } from "@bnlstm/core";
import {
  add,
  div,
  maximum,
  mul,
  sqrt,
  square,
  sub,
  type Tensor,
  tidy,
  type Variable,
  variable,
  zerosLike,
} from "@tensorflow/tfjs-core";
import { assignArrays, type NamedArrays, readArrays } from "../checkpoint/named_arrays.ts";
import type { OptimizerConfig } from "../config/optimizer_config.ts";

/** The state that is kept for each parameter. */
const SLOTS: Record<OptimizerConfig["name"], string[]> = {
  rmsprop: ["meanSquare", "update"],
  adam: ["firstMoment", "secondMoment"],
  sgd: [],
};

/** Weights of the old moments in Adam. */
const BETA1 = 0.9;
const BETA2 = 0.999;

/** The update rule of a run, with a state that can be saved and restored to the bit. */
export class Optimizer {
  readonly #config: OptimizerConfig;
  readonly #parameters: Readonly<Record<string, Variable>>;
  /** E.g. `layer0.wh.meanSquare`. */
  readonly #slots: Record<string, Variable> = {};
  /** Number of updates so far, by which Adam corrects its moments. */
  #updates = 0;

  /** Creates an optimizer for these parameters. */
  constructor(config: OptimizerConfig, parameters: Readonly<Record<string, Variable>>) {
    this.#config = config;
    this.#parameters = parameters;
    for (const slot of SLOTS[config.name]) {
      for (const [name, parameter] of Object.entries(parameters)) {
        this.#slots[`${name}.${slot}`] = tidy(() => variable(zerosLike(parameter), false));
      }
    }
  }

  /** Updates every parameter. */
  apply(gradients: Readonly<Record<string, Tensor>>, learningRate: number): void {
    this.#updates++;
    tidy(() => {
      for (const [name, parameter] of Object.entries(this.#parameters)) {
        const update = this.#update(name, gradients[name], learningRate);
        parameter.assign(sub(parameter, update));
      }
    });
  }

  /** Everything the next update depends on, e.g. `layer0.wh.meanSquare`. */
  async state(): Promise<NamedArrays> {
    const slots = await readArrays(this.#slots);
    if (this.#config.name !== "adam") return slots;
    return { updates: { shape: [], values: Float32Array.of(this.#updates) }, ...slots };
  }

  /**
   * Restores a saved state.
   *
   * @throws {TypeError} If it is not a state of this optimizer and these parameters.
   */
  restore(state: NamedArrays): void {
    if (this.#config.name !== "adam") return assignArrays(this.#slots, state, "optimizer state");
    const { updates, ...slots } = state;
    if (updates?.values.length !== 1) {
      throw new InvalidTypeError(
        "Cannot restore the model: optimizer state updates must be one number",
      );
    }
    assignArrays(this.#slots, slots, "optimizer state");
    this.#updates = updates.values[0];
  }

  /** Frees the state. */
  dispose(): void {
    for (const slot of Object.values(this.#slots)) slot.dispose();
  }

  /** Updates the state of a parameter and returns what is to be subtracted from it. */
  #update(name: string, gradient: Tensor, learningRate: number): Tensor {
    const { name: rule, rmspropDecay, rmspropMomentum } = this.#config;
    switch (rule) {
      case "sgd":
        return mul(gradient, learningRate);
      case "rmsprop": {
        const meanSquare = this.#average(`${name}.meanSquare`, square(gradient), rmspropDecay);
        const step = mul(div(gradient, this.#rmspropRoot(meanSquare)), learningRate);
        const last = this.#slots[`${name}.update`];
        last.assign(rmspropMomentum === 0 ? step : add(mul(last, rmspropMomentum), step));
        return last;
      }
      case "adam": {
        const first = this.#average(`${name}.firstMoment`, gradient, BETA1);
        const second = this.#average(`${name}.secondMoment`, square(gradient), BETA2);
        return mul(div(first, this.#adamRoot(second)), learningRate / (1 - BETA1 ** this.#updates));
      }
    }
  }

  /** Updates a moving average with a value. */
  #average(slot: string, value: Tensor, decay: number): Tensor {
    const average = this.#slots[slot];
    average.assign(add(mul(average, decay), mul(value, 1 - decay)));
    return average;
  }

  #rmspropRoot(meanSquare: Tensor): Tensor {
    const { denominator, optimizerEpsilon: epsilon } = this.#config;
    switch (denominator) {
      case "pytorch":
        return add(sqrt(meanSquare), epsilon);
      case "keras":
        return sqrt(add(meanSquare, epsilon));
      case "authors":
        return maximum(sqrt(meanSquare), epsilon);
    }
  }

  #adamRoot(second: Tensor): Tensor {
    const { denominator, optimizerEpsilon: epsilon } = this.#config;
    const correction = 1 / Math.sqrt(1 - BETA2 ** this.#updates);
    return denominator === "pytorch"
      ? add(mul(sqrt(second), correction), epsilon)
      : mul(add(sqrt(second), epsilon), correction);
  }
}
