import type { Choice, Model } from "./setting.ts";

/** One run, a line of the results. */
export interface Measurement {
  /** Which comparison it belongs to. */
  setting: string;
  /** What was trained. */
  model: Model;
  /** How. */
  choice: Choice;
  /** Seed of parameters, data order and noise. */
  seed: number;
  /** Step, training loss and gradient norm, at each fiftieth of the run. */
  training: [step: number, loss: number, gradientNorm: number][];
  /** Step, loss in nats and accuracy on the validation set, at each tenth. */
  validation: [step: number, loss: number, accuracy: number][];
  /** Loss and accuracy on the test set at the end, with population statistics; earlier trials had no test. */
  test?: [loss: number, accuracy: number];
  /** The BLAS that computed the large products, if any: results differ from those without it in the last bits. */
  blas?: string;
  /** What ended the run early. */
  failure?: string;
  /** How long it took, in seconds, on a machine that others used too. */
  seconds: number;
}
