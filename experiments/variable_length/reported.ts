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
