/** Texts and the class of each. */
export interface LabeledTexts {
  /** The texts. */
  texts: readonly string[];
  /** Class of each text, `[texts.length]`, in `0 … classes.length − 1`. */
  labels: Int32Array;
  /** Name of each class. */
  classes: readonly string[];
}
