import { openTable } from "@bnlstm/data/tables";
import {
  type ColumnProfile,
  type GuessedRoles,
  guessRoles,
  profileTable,
  readSequences,
  type RolesFor,
  type Sequence,
  type TableProfile,
} from "@bnlstm/data/sequences";
import { blameInput } from "../input_error.ts";
import { openFile, SMALL_FILE } from "../run/open_file.ts";
import { shellWord } from "../shell_word.ts";
import { textTable } from "../terminal/text_table.ts";

/** Options of the command `describe`. */
export interface DescribeOptions {
  /** The task the file would be used for. Default: guessed. */
  task?: RolesFor;
  /** Whether the first record names the columns. */
  header: "guess" | "present" | "absent";
}

/** What is shown about a sequence. */
type SequenceFacts = Pick<Sequence, "length" | "label" | "group">;

/** Largest number of columns that are shown. */
const MOST_COLUMNS = 40;
/** Number of characters above which a column counts as text, on average. */
const TEXT = 20;

/** Prints what is in a file, and the command that would train on it. */
export async function describe(path: string, { task, header }: DescribeOptions): Promise<void> {
  const file = await openFile(path);
  const open = async () =>
    await openTable(file, header === "guess" ? {} : { header: header === "present" });
  const profile = await blameInput(async () => await profileTable(await open()));
  console.log(
    `${path}: ${profile.format}, ${profile.rows} ${profile.unit === "row" ? "rows" : "records"}` +
      profile.notes.map((note) => `; it ${note}`).join("") + "\n",
  );
  const wanted = task ?? guessTask(profile);
  const guessed = await blameInput(() => guessRoles(profile, wanted));
  console.log(columnTable(profile, guessed));
  console.log(["", ...guessed.guesses].join("\n"));
  const sequences: SequenceFacts[] = [];
  await blameInput(async () => {
    const all = readSequences(await open(), guessed.roles, {
      labeled: wanted !== "forecasting",
      refuseMissing: false,
      scattered: (file.size ?? Infinity) < SMALL_FILE,
    });
    for await (const { length, label, group } of all) sequences.push({ length, label, group });
  });
  console.log("\n" + sequenceLines(sequences, wanted).join("\n"));
  console.log(`\nbnlstm train ${wanted} --train-file ${shellWord(path)}`);
}

/**
 * Text classification if there is a column of text, sequence classification if there is one of classes, else
 * forecasting.
 */
function guessTask(profile: TableProfile): RolesFor {
  const lists = profile.columns.some((column) => column.lists);
  const isText = ({ kind, textLength, counts, lists }: ColumnProfile) =>
    kind === "text" && !lists && textLength > TEXT &&
    (counts === undefined || counts.size > profile.rows / 4);
  const tasks: RolesFor[] = !lists && profile.columns.some(isText)
    ? ["text-classification"]
    : ["sequence-classification"];
  return tasks.find((task) => {
    try {
      const { layout } = guessRoles(profile, task).roles;
      const timed = profile.columns.some(({ kind }) => kind === "time");
      // A row with a time is a step, not a whole sequence.
      return !(layout === "columns" && timed);
    } catch {
      return false;
    }
  }) ?? "forecasting";
}

function columnTable({ columns }: TableProfile, { roles }: GuessedRoles): string {
  const used = new Map<string, string>();
  const note = (name: string | undefined, use: string) => name !== undefined && used.set(name, use);
  for (const { columns, name, kind } of roles.features) {
    for (const column of columns) {
      note(
        column,
        columns.length > 1
          ? `step of ${name}`
          : kind === "number"
          ? "read"
          : "read, one of several",
      );
    }
  }
  for (const name of roles.sequence ?? []) {
    note(name, roles.layout === "step" ? "sequence" : "name");
  }
  for (const name of roles.time ?? []) note(name, "time");
  note(roles.label, roles.label && used.has(roles.label) ? "sequence, class" : "class");
  note(roles.group, "group");
  note(roles.text, "text");
  const shown = columns.slice(0, MOST_COLUMNS);
  const table = textTable([
    ["column", "holds", "missing", "values", "used as"],
    ...shown.map((column) => [
      column.name.slice(0, 30),
      column.lists
        ? `lists of ${column.kind}s`
        : column.kind === "empty"
        ? "nothing"
        : `${column.kind}s`,
      String(column.missing),
      values(column),
      used.get(column.name) ?? "nothing",
    ]),
  ]);
  const more = columns.length - shown.length;
  return more > 0 ? `${table}\nand ${more} columns more` : table;
}

function values(
  { kind, range, counts, lists, lengths, textLength, infinite }: ColumnProfile,
): string {
  if (kind === "empty") return "";
  const length = lists ? `, ${lengths[0]} … ${lengths[1]} of them` : "";
  if (kind === "number") {
    const odd = infinite > 0 ? `, ${infinite} infinite` : "";
    return `${short(range[0])} … ${short(range[1])}${length}${odd}`;
  }
  if (counts === undefined || counts.size > 12) {
    return `${counts?.size ?? "many"} different, ${textLength.toFixed(0)} characters${length}`;
  }
  return [...counts.keys()].slice(0, 4).map((value) => value.slice(0, 16)).join(", ") +
    (counts.size > 4 ? `, … (${counts.size})` : "");
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function sequenceLines(sequences: readonly SequenceFacts[], task: RolesFor): string[] {
  const lengths = sequences.map(({ length }) => length).sort((a, b) => a - b);
  const noun = task === "text-classification" ? "characters" : "steps";
  const labels = Map.groupBy(sequences, ({ label }) => label ?? "");
  const groups = new Set(sequences.flatMap(({ group }) => group ?? [])).size;
  const classes = [...labels].sort(([, a], [, b]) => b.length - a.length)
    .map(([label, { length }]) => `${label} ${length}`);
  return [
    `${sequences.length} ${task === "forecasting" ? "series" : "sequences"} of ${lengths[0]} … ${
      lengths.at(-1)
    } ${noun}, half of them up to ${lengths[lengths.length >> 1]}`,
    ...task === "forecasting" ? [] : [
      `${labels.size} classes: ${classes.slice(0, 15).join(", ")}${
        classes.length > 15 ? ", …" : ""
      }`,
    ],
    ...groups > 0 ? [`${groups} groups, which stay together`] : [],
  ];
}
