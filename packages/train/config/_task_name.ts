/** The tasks a run can have. */
export const TASK_NAMES = [
  "sequential-mnist",
  "permuted-mnist",
  "character-lm",
  "question-answering",
  "language-id",
  "surname-language",
  "sequence-classification",
  "text-classification",
  "forecasting",
] as const;

/** The name of a task. */
export type TaskName = typeof TASK_NAMES[number];
