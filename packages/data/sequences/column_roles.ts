/** What a table is to be read for. */
export type RolesFor = "sequence-classification" | "text-classification" | "forecasting";

/** What a model reads at each step: a number, or which of some categories. */
export interface FeatureColumn {
  /** What it is called. */
  name: string;
  /** Whether its values are numbers or names of categories. */
  kind: "number" | "category";
  /** The columns it is in: one, or one for each step where a row is a sequence. */
  columns: readonly string[];
}

/** What the columns of a table are to a model. */
export interface ColumnRoles {
  /** Whether a row is one step of a sequence, or all of a sequence: in columns, in lists, or as a text. */
  layout: "step" | "columns" | "lists" | "text";
  /** The columns that together say which sequence a row belongs to, or what a sequence is called. */
  sequence?: readonly string[];
  /** The columns that together say the time of each step: one, or such as a date and a time of day. */
  time?: readonly string[];
  /** The column with the class. */
  label?: string;
  /** The column that says what must stay together when sequences are divided, such as a person. */
  group?: string;
  /** The column with the text. */
  text?: string;
  /** What is read at each step. */
  features: readonly FeatureColumn[];
}

/** Names of columns that were given; the others are guessed. */
export interface GivenColumns {
  /** The columns that together say which sequence a row belongs to. */
  sequence?: readonly string[];
  /** The columns that together say the time of each step. */
  time?: readonly string[];
  /** The column with the class. */
  label?: string;
  /** The column that says what must stay together. */
  group?: string;
  /** The column with the text. */
  text?: string;
  /** What is read at each step. */
  features?: readonly string[];
}
