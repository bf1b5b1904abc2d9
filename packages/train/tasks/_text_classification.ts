import { Alphabet, loadSpamAssassin, type SequenceBatch, textSequences } from "@bnlstm/data";
import { divideSequences, type Sequence } from "@bnlstm/data/sequences";
import type { TextFileDataConfig } from "../config/data_config.ts";
import type { RunConfig } from "../config/run_config.ts";
import { SequenceClassifier } from "../models/sequence_classifier.ts";
import { numberClasses } from "./_classes.ts";
import { ACCURACY } from "./headline_metric.ts";
import { labeledData } from "./_labeled_data.ts";
import { loadOwnSequences, type OwnSequences, refuseWithoutTrainFile } from "./_own_sequences.ts";
import { suggestSettings } from "./suggest_settings.ts";
import type { Task } from "./task.ts";
import type { Split, TaskData } from "./task_data.ts";

/** Largest number of symbols in the alphabet. */
const MOST_SYMBOLS = 127;
/** Largest number of characters read of a text if `longestText` is 0. */
const LONGEST = 200;

/** Classification of texts in your own files, read character by character. */
export const textClassification: Task<SequenceBatch> = {
  noun: "text",
  headline: ACCURACY,
  async load({ data }: RunConfig<"text-classification">, source) {
    refuseWithoutTrainFile(data, false);
    const own = data.trainFile === ""
      ? await loadMails(data)
      : await loadOwnSequences(data, source, "text-classification");
    return textData(own, data);
  },
  suggest: suggestSettings,
  createModel: SequenceClassifier.create,
};

function textData(
  own: Omit<OwnSequences, "profile">,
  { longestText, ...config }: TextFileDataConfig,
): TaskData<SequenceBatch> {
  const longest = longestText || Math.min(LONGEST, ninth(own.train.map(({ length }) => length)));
  const shortened = (part: Split) => own[part].map(({ text }) => cut(text!, longest));
  const texts = { train: shortened("train"), valid: shortened("valid"), test: shortened("test") };
  const alphabet = Alphabet.of(texts.train, MOST_SYMBOLS);
  const classes = numberClasses(own);
  const part = (part: Split) =>
    textSequences(
      { texts: texts[part], labels: classes.labels[part], classes: classes.names },
      alphabet,
    );
  const unseen = (part: Split) => alphabet.encode(texts[part].join("")).unseen;
  const long = own.train.filter(({ length }) => length > longest).length;
  return {
    ...labeledData(
      { train: part("train"), valid: part("valid"), test: part("test") },
      own,
      classes,
      config,
      {
        roles: own.roles,
        encoding: { features: [], missing: "refuse", fold: 1 },
        classes: classes.names,
        longestText: longest,
      },
      long > 0 ? [`of ${long} texts only the first ${longest} characters are read`] : [],
      alphabet.symbols,
    ),
    unseen: { train: unseen("train"), valid: unseen("valid"), test: unseen("test") },
  };
}

/** The length that nine texts of ten do not exceed. */
function ninth(lengths: readonly number[]): number {
  return lengths.toSorted((a, b) => a - b)[Math.floor(0.9 * (lengths.length - 1))];
}

async function loadMails(
  { splitSeed }: Pick<TextFileDataConfig, "splitSeed">,
): Promise<Omit<OwnSequences, "profile">> {
  const { texts, labels, classes } = await loadSpamAssassin();
  const mails: Sequence[] = texts.map((text, at) => ({
    id: String(at + 1),
    line: at + 1,
    label: classes[labels[at]],
    length: [...text].length,
    values: [],
    text,
  }));
  return {
    ...divideSequences(mails, { valid: 0.1, test: 0.1 }, splitSeed),
    roles: { layout: "text", text: "text", label: "label", features: [] },
    notes: ["no --train-file is named: mails of 2002 are told from spam"],
  };
}

/** The first characters of a text; all of it if there is no limit. */
export function cut(text: string, longest = Infinity): string {
  return text.length > longest ? [...text.slice(0, 2 * longest)].slice(0, longest).join("") : text;
}
