import type { Sequence } from "@bnlstm/data/sequences";
import type { AnswerLayout } from "./prediction_writer.ts";

/** What a model answers about sequences of files. */
export interface Answers<Answer> {
  /** How answers are laid out. */
  layout: AnswerLayout<Answer>;
  /** Answers for some sequences, in their order. */
  of(sequences: readonly Sequence[]): Promise<Answer[]>;
  /** Frees the model, and reports anything unusual. */
  end(): void;
}
