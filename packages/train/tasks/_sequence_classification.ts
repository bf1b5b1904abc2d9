import { InvalidRangeError } from "@bnlstm/core";
import type { SequenceBatch } from "@bnlstm/data";
import {
  encodedLength,
  encodedSequences,
  encodedSize,
  encodeSequence,
  fitEncoding,
  type UnseenCategories,
} from "@bnlstm/data/sequences";
import type { SequenceDataConfig } from "../config/data_config.ts";
import type { RunConfig } from "../config/run_config.ts";
import { SequenceClassifier } from "../models/sequence_classifier.ts";
import { numberClasses } from "./_classes.ts";
import { loadDigitRows } from "./_digit_rows.ts";
import { ACCURACY } from "./headline_metric.ts";
import { loadOwnSequences, type OwnSequences, refuseWithoutTrainFile } from "./_own_sequences.ts";
import { labeledData } from "./_labeled_data.ts";
import { suggestSettings } from "./suggest_settings.ts";
import type { Task } from "./task.ts";
import type { Split, TaskData } from "./task_data.ts";

/** Length of the longest training sequence that is read step by step if `foldSteps` is 0. */
const LONGEST = 128;
/** Largest number of values of a training set: more would not fit into memory. */
const MOST_VALUES = 2 ** 29;

/** Classification of sequences of numbers and categories in your own files. */
export const sequenceClassification: Task<SequenceBatch> = {
  noun: "sequence",
  headline: ACCURACY,
  async load({ data }: RunConfig<"sequence-classification">, source) {
    refuseWithoutTrainFile(data, false);
    const own = data.trainFile === ""
      ? await loadDigitRows()
      : await loadOwnSequences(data, source, "sequence-classification");
    return sequenceData(own, data);
  },
  suggest: suggestSettings,
  createModel: SequenceClassifier.create,
};

function sequenceData(
  own: Omit<OwnSequences, "profile">,
  { missing, foldSteps, ...config }: SequenceDataConfig,
): TaskData<SequenceBatch> {
  const longest = own.train.reduce((most, { length }) => Math.max(most, length), 0);
  const fold = foldSteps || Math.ceil(longest / LONGEST);
  const encoding = fitEncoding(own.train, own.roles.features, { missing, fold });
  const inputSize = encodedSize(encoding);
  const values = own.train.reduce(
    (sum, { length }) => sum + encodedLength(length, encoding) * inputSize,
    0,
  );
  if (values > MOST_VALUES) {
    throw new InvalidRangeError(
      `Cannot train on ${own.train.length} sequences: their ${values} values are more than ${MOST_VALUES}`,
    );
  }
  const unseen: UnseenCategories = new Map();
  const classes = numberClasses(own);
  const inputs = (part: Split) =>
    own[part].map((sequence) =>
      encodeSequence(sequence, encoding, part === "train" ? undefined : unseen)
    );
  const part = (part: Split) =>
    encodedSequences(inputs(part), classes.labels[part], {
      inputSize,
      classes: classes.names.length,
    });
  const parts = { train: part("train"), valid: part("valid"), test: part("test") };
  const reading = { roles: own.roles, encoding, classes: classes.names };
  const categories = [...unseen].map(([name, counts]) =>
    `${name} has ${counts.size} categories that training lacks: ${
      [...counts.keys()].slice(0, 5).join(", ")
    }`
  );
  return labeledData(parts, own, classes, config, reading, [
    ...fold > 1 ? [`${fold} steps are read as one, which leaves ${parts.train.timeSteps}`] : [],
    ...categories,
  ]);
}
