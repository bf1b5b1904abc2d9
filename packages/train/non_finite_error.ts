/** Training met a number that is not finite. */
export class NonFiniteError extends Error {
  /** Tells this error from others. */
  override readonly name = "NonFiniteError";
  /** The update that was not made, counted from 1. */
  readonly step: number;
  /** The first tensor that is not finite: `loss`, or e.g. `gradient of layer0.wh`. */
  readonly tensor: string;

  /** Describes what was found where. */
  constructor(step: number, tensor: string) {
    super(`Cannot train: ${tensor} is not finite at step ${step}`);
    this.step = step;
    this.tensor = tensor;
  }
}
