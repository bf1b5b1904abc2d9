/** How a task is reported. */
export interface ReportedTask {
  name: string;
  /** What its plot is headed with. */
  title: string;
  /** Texts of this length and more are long. */
  long: number;
  /** What is made of the share that was right, in percent. */
  headline: "accuracy" | "error";
}

/** The tasks, in the order in which they are reported. */
export const REPORTED_TASKS: readonly ReportedTask[] = [
  { name: "surname-language", title: "surnames", long: 13, headline: "accuracy" },
  { name: "language-id", title: "paragraphs", long: 301, headline: "accuracy" },
  // Of the documents of the held-out questions, about a tenth.
  { name: "question-answering", title: "questions", long: 225, headline: "error" },
];

/**
 * What tables call the arms, in their order. Those of the moving average are no longer in the code, but
 * their results can be beside the others.
 */
export const ARM_TITLES: Readonly<Record<string, string>> = {
  "lstm": "none: plain LSTM",
  "padded": "padding included",
  "share=0": "masked, κ = 0",
  "kappa=1": "moving average, κ = 1",
  "kappa=4": "moving average, κ = 4",
  "kappa=8": "moving average, κ = 8",
  "kappa=32": "moving average, κ = 32",
  "kappa=128": "moving average, κ = 128",
  "weighted=8": "average weighted by rows, κ = 8",
  "share=0.125": "`minShare` 0.125",
  "share=0.25": "`minShare` 0.25",
  "share=0.5": "`minShare` 0.5",
  "sequence=0": "sequence-wise input, κ = 0",
  "sequence-kappa=8": "sequence-wise input, κ = 8",
  "sequence=0.25": "sequence-wise input, `minShare` 0.25",
};
