import type { Variable } from "@tensorflow/tfjs-core";
import type { NamedArrays } from "./named_arrays.ts";
import type { RunConfig } from "./run_config.ts";

/** Sizes the data set gives a model. */
export interface DataShape {
  /** I: values in each step. */
  inputSize: number;
  /** T: steps of the longest sequence. */
  timeSteps: number;
  /** Number of classes. */
  classes: number;
}

/** A BN-LSTM with a softmax layer on the last h of each row (the paper, section 5.1). */
export class SequenceClassifier {
  /** Trainable parameters by name: those of the LSTM, `head.weight [H, K]` and `head.bias [K]`. */
  readonly parameters: Readonly<Record<string, Variable>> = {};

  /** Creates a model with fresh parameters, the same for the same configuration. */
  static create(_config: RunConfig, _shape: DataShape): SequenceClassifier {
    throw new Error("to be written");
  }

  /** Creates a model with the parameters of a checkpoint: `SequenceClassifier.restore(checkpoint)`. */
  static restore(
    _saved: { config: RunConfig; data: DataShape; parameters: NamedArrays },
  ): SequenceClassifier {
    throw new Error("to be written");
  }

  /** Frees the parameters. */
  dispose(): void {}
}
