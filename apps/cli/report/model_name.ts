import type { RunConfig } from "@bnlstm/train";

/** Settings that tell variants of batch normalization apart, by their path. */
type Settings = Readonly<Record<string, unknown>>;

/** The paper's variants of the attentive reader (docs/question_answering.md), by what they are made of. */
const READERS: Record<string, Settings> = {
  "BN-LSTM": variant(1, "timestep", "none"),
  "BN-everywhere": variant(1, "timestep", "batch"),
  "BN-e*": variant(1, "sequence", "batch"),
  "BN-e**": variant(2, "sequence", "batch"),
};

/** What the paper calls a model. */
export interface ModelName {
  /** Its name. */
  name: string;
  /** Paths of the settings that the name implies. */
  says: readonly string[];
}

/** What the paper calls the model of a run: LSTM, BN-LSTM, or a variant of the attentive reader. */
export function modelName({ task, model }: RunConfig): ModelName {
  const says = ["model.normalization"];
  if (model.normalization === "none") return { name: "LSTM", says };
  if (task !== "question-answering") return { name: "BN-LSTM", says };
  const values = Object.entries(model);
  for (const [name, reader] of Object.entries(READERS)) {
    const matches = values.every(([key, value]) => (reader[`model.${key}`] ?? value) === value);
    if (matches) return { name, says: [...says, ...Object.keys(reader)] };
  }
  return { name: "BN-LSTM", says };
}

function variant(directions: number, inputStatistics: string, attention: string): Settings {
  return {
    "model.directions": directions,
    "model.inputStatistics": inputStatistics,
    "model.attentionNormalization": attention,
  };
}
