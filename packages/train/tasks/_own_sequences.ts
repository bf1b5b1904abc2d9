import { InvalidRangeError, UnavailableError } from "@bnlstm/core";
import { openTable } from "@bnlstm/data/tables";
import {
  type ColumnRoles,
  DEFAULT_MOST_VALUES,
  type DividedSequences,
  divideSequences,
  type GivenColumns,
  guessRoles,
  profileTable,
  readSequences,
  type RolesFor,
  type Sequence,
  sharedSequences,
  type TableProfile,
} from "@bnlstm/data/sequences";
import type {
  FileDataConfig,
  SequenceDataConfig,
  TextFileDataConfig,
} from "../config/data_config.ts";
import type { DataSource } from "./data_source.ts";

/** Sequences of files, divided, and what was guessed about them. */
export interface OwnSequences extends DividedSequences<Sequence> {
  /** The roles of the columns. */
  roles: ColumnRoles;
  /** A summary of the training file. */
  profile: TableProfile;
  /** What was found and guessed, in one sentence each. */
  notes: string[];
}

/** What a configuration says about files: their paths, and the columns that are named instead of guessed. */
type OwnFilesConfig =
  & FileDataConfig
  & Partial<Omit<SequenceDataConfig & TextFileDataConfig, keyof FileDataConfig>>;

/** Settings that only files of the user's own have a use for. */
const OF_OTHER_FILES = ["validFile", "testFile"] as const;
const OF_COLUMNS = [
  "header",
  "labelColumn",
  "groupColumn",
  "sequenceColumn",
  "timeColumn",
  "featureColumns",
  "textColumn",
] as const;

/** With fewer sequences than this, a fifth instead of a tenth is used for each of validation and test. */
const FEW = 500;

/**
 * Refuses settings that would be ignored where no file is named, and the data that comes with the task is read.
 *
 * @param hasColumns Whether that data is a table, so that columns can be chosen.
 * @throws {RangeError} If a file or column is named, but no file to train on.
 */
export function refuseWithoutTrainFile(config: OwnFilesConfig, hasColumns: boolean): void {
  if (config.trainFile !== "") return;
  const ignored = hasColumns ? OF_OTHER_FILES : [...OF_OTHER_FILES, ...OF_COLUMNS];
  const given = ignored.find((key) => !["", "guess", undefined].includes(config[key]));
  if (given === undefined) return;
  const flag = given.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`);
  throw new InvalidRangeError(
    `Cannot use --${flag} ${
      config[given]
    }: it is for files of your own, and no --train-file is named`,
  );
}

/**
 * Reads the files of a configuration. Parts that have no file of their own are taken from the training file.
 *
 * @throws {TypeError} "Cannot read …", with line and column, if a file cannot be read as sequences.
 * @throws {RangeError} If a part would be empty.
 */
export async function loadOwnSequences(
  config: OwnFilesConfig,
  source: DataSource,
  task: RolesFor,
): Promise<OwnSequences> {
  const { header, trainFile, validFile, testFile, splitSeed = 0 } = config;
  const open = async (path: string) => {
    if (!source.openFile) {
      throw new UnavailableError(`Cannot read ${path}: files cannot be opened here`);
    }
    const options = header === "guess" ? {} : { header: header === "present" };
    return await openTable(await source.openFile(path), options);
  };
  const profile = await profileTable(await open(trainFile));
  const { roles, guesses } = guessRoles(profile, task, givenColumns(config));
  const read = async (path: string) => {
    const sequences: Sequence[] = [];
    let values = 0;
    const options = {
      labeled: task !== "forecasting",
      refuseMissing: config.missing === "refuse",
      scattered: true,
    };
    for await (const sequence of readSequences(await open(path), roles, options)) {
      values += sequence.length * Math.max(1, roles.features.length);
      if (values > DEFAULT_MOST_VALUES) {
        throw new InvalidRangeError(
          `Cannot read ${path} at once: its first ${sequences.length} sequences have ${values} values already, ` +
            `and ${DEFAULT_MOST_VALUES} fit into memory`,
        );
      }
      sequences.push(sequence);
    }
    return sequences;
  };
  const all = await read(trainFile);
  const share = all.length < FEW ? 0.2 : 0.1;
  // Series are divided in time, by the code that cuts them into windows.
  const divided = task === "forecasting" ? { train: all, valid: [], test: [] } : divideSequences(
    all,
    { valid: validFile ? 0 : share, test: testFile ? 0 : share },
    splitSeed,
  );
  if (validFile) divided.valid = await read(validFile);
  if (testFile) divided.test = await read(testFile);
  for (const [part, { length }] of Object.entries(divided)) {
    if (length === 0 && task !== "forecasting") {
      throw new InvalidRangeError(
        `Cannot divide ${trainFile}: its ${all.length} sequences leave none for ${part}`,
      );
    }
  }
  const missing = profile.columns.filter(({ name }) =>
    roles.features.some(({ columns }) => columns.includes(name))
  ).reduce((sum, column) => sum + column.missing, 0);
  return {
    ...divided,
    roles,
    profile,
    notes: [
      `${profile.name}: ${profile.format}, ${profile.rows} ${
        profile.unit === "line" ? "records" : "rows"
      }` +
      profile.notes.map((note) => `; it ${note}`).join(""),
      ...guesses,
      ...missing > 0 ? [`${missing} values are missing`] : [],
      ...task === "forecasting" ? [] : describeShared(divided),
    ],
  };
}

/** Describes what parts share, which makes scores look better than they are. */
function describeShared({ train, valid, test }: DividedSequences<Sequence>): string[] {
  return Object.entries({ valid, test }).flatMap(([name, part]) => {
    const { same, groups } = sharedSequences(part, train);
    return [
      ...same > 0
        ? [`${same} of ${part.length} sequences of ${name} are the same as one of training`]
        : [],
      ...groups > 0 ? [`${groups} groups of ${name} are in training too`] : [],
    ];
  });
}

function givenColumns(config: OwnFilesConfig): GivenColumns {
  const name = (text = "") => text === "" ? undefined : text;
  const names = (text = "") =>
    text === "" ? undefined : text.split(",").map((column) => column.trim());
  return {
    sequence: names(config.sequenceColumn),
    time: names(config.timeColumn),
    label: name(config.labelColumn),
    group: name(config.groupColumn),
    text: name(config.textColumn),
    features: names(config.featureColumns),
  };
}

/** Describes sequences by number and lengths, e.g. `270 sequences of 7 … 26 steps`. */
export function describeLengths(sequences: readonly Sequence[], noun: string): string {
  const lengths = sequences.map(({ length }) => length);
  const least = lengths.reduce((a, b) => Math.min(a, b));
  const most = lengths.reduce((a, b) => Math.max(a, b));
  return `${sequences.length} sequences of ${
    least === most ? least : `${least} … ${most}`
  } ${noun}`;
}
