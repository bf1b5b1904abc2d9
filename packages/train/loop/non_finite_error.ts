import type { ModelConfig } from "../config/model_config.ts";

/** A number in training was not finite. */
export class NonFiniteError extends Error {
  /** Distinguishes this error from others. */
  override readonly name = "NonFiniteError";
  /** The update that failed, counted from 1; from then on the parameters are unusable. */
  readonly step: number;
  /** What is not finite: `loss`, or e.g. `squared gradient of layer0.wh`. */
  readonly tensor: string;

  /**
   * Creates the error for a number that is not finite.
   *
   * @param step The update, counted from 1.
   * @param tensor What is not finite.
   * @param model Settings of the model, by which the message suggests what may help.
   */
  constructor(step: number, tensor: string, model?: Partial<ModelConfig>) {
    const remedy = model?.normalization === "batch" && model.initialStateNoise === 0
      ? "; where all sequences begin with the same values, initialStateNoise 0.1 helps"
      : "";
    super(`Cannot train: ${tensor} is not finite at step ${step}${remedy}`);
    this.step = step;
    this.tensor = tensor;
  }
}
