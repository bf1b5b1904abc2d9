/** A number in training was not finite. */
export class NonFiniteError extends Error {
  /** Distinguishes this error from others. */
  override readonly name = "NonFiniteError";
  /** The update that failed, counted from 1: the parameters are worthless from there on. */
  readonly step: number;
  /** What is not finite: `loss`, or e.g. `squared gradient of layer0.wh`. */
  readonly tensor: string;

  /** Describes what was found where. */
  constructor(step: number, tensor: string) {
    super(`Cannot train: ${tensor} is not finite at step ${step}`);
    this.step = step;
    this.tensor = tensor;
  }
}
