/** The task for which a table is read. */
export type RolesFor = "sequence-classification" | "text-classification" | "forecasting";

/** One thing that a model reads at each step: a number or a category. */
export interface FeatureColumn {
  /** Its name. */
  name: string;
  /** Whether its values are numbers or names of categories. */
  kind: "number" | "category";
  /** The columns that hold it: one, or one per step if a row is a sequence. */
  columns: readonly string[];
}

/** The roles of the columns of a table for a model. */
export interface ColumnRoles {
  /**
   * Whether a row is one step of a sequence (`"step"`) or a whole sequence: in columns, in lists, or as a text.
   */
  layout: "step" | "columns" | "lists" | "text";
  /** The columns that together identify the sequence of a row, or name it. */
  sequence?: readonly string[];
  /** The columns that together give the time of each step: one, or for example a date and a time of day. */
  time?: readonly string[];
  /** The column with the class. */
  label?: string;
  /** The column of groups that must not be split between parts, such as the person. */
  group?: string;
  /** The column with the text. */
  text?: string;
  /** What is read at each step.
   */
  features: readonly FeatureColumn[];
}

/** Names of columns that the user gives; the others are guessed. */
export interface GivenColumns {
  /** The columns that together identify the sequence of a row. */
  sequence?: readonly string[];
  /** The columns that together give the time of each step. */
  time?: readonly string[];
  /** The column with the class. */
  label?: string;
  /** The column of groups that must not be split between parts. */
  group?: string;
  /** The column with the text. */
  text?: string;
  /** What is read at each step. */
  features?: readonly string[];
}
