import type { RolesFor } from "./column_roles.ts";
import type { ColumnProfile, TableProfile } from "./profile_table.ts";
import { DATE_PARTS, ROLE_NAMES } from "./_role_names.ts";
import type { SampledRows } from "./_sampled_rows.ts";

/** A column is not a class if its values have fewer sequences than this on average. */
const FEWEST_OF_CLASS = 2;
/** Smallest mean number of steps of sequences that only a change of class ends. */
const SHORTEST_SEGMENT = 8;
/** Number of columns that are tried to tell sequences apart. */
const MOST_CANDIDATES = 8;

/** Whether a column may be the class of rows or sequences. */
export function mayBeClass({ counts, lists, kind, name }: ColumnProfile, rows: number): boolean {
  return !lists && kind !== "time" && counts !== undefined && counts.size > 1 &&
    counts.size * FEWEST_OF_CLASS <= rows && !ROLE_NAMES.time.test(name) &&
    (kind === "text" || ROLE_NAMES.label.test(name) ||
      [...counts.keys()].every((value) => Number.isInteger(Number(value))));
}

/**
 * Whether a sequence ends where the class changes within its key: if classes last for a while, and each occurs
 * several times.
 *
 * @param isGiven Whether the user named this column as the class.
 */
export function endsSequences(
  { name, kind, counts }: ColumnProfile,
  key: readonly string[],
  rows: SampledRows,
  isGiven = false,
): boolean {
  return (isGiven || kind === "text" || ROLE_NAMES.label.test(name)) && counts !== undefined &&
    rows.meanRun(key) >= SHORTEST_SEGMENT &&
    rows.distinct(key) >= FEWEST_OF_CLASS * counts.size;
}

/** The columns that together give the time of a step, if a row is one step. */
export function findTimeColumns(
  columns: readonly ColumnProfile[],
  rows: SampledRows,
): string[] | undefined {
  const times = columns.filter(({ kind, lists }) => kind === "time" && !lists);
  const holdsClock = ({ name }: ColumnProfile) =>
    rows.values([name]).every((value) => value === "" || /^\d{1,2}:\d{2}/.test(value));
  const clock = times.find(holdsClock);
  const dates = times.filter((column) => !holdsClock(column));
  const withClock = ({ name }: ColumnProfile) =>
    clock && rows.values([name]).every((value) => !value.includes(":"))
      ? [name, clock.name]
      : [name];
  const date = dates.find(({ name }) => ROLE_NAMES.time.test(name));
  if (date) return withClock(date);
  const numbers = columns.filter(({ kind, lists }) => kind === "number" && !lists);
  const parts = DATE_PARTS.map((part) => numbers.find(({ name }) => part.test(name))?.name);
  const absent = parts.indexOf(undefined);
  const found = parts.slice(0, absent < 0 ? undefined : absent) as string[];
  if (found.length > 1) return found;
  const number = numbers.find(({ name }) => ROLE_NAMES.time.test(name));
  if (number) return [number.name];
  if (dates.length > 0) return withClock(dates[0]);
  return clock && [clock.name];
}

/**
 * The columns that together identify the sequence of a step: those whose names say so, and as many more as are
 * needed for steps of one sequence to differ in time and for each sequence to have one class.
 */
export function findSequenceColumns(
  free: readonly ColumnProfile[],
  task: RolesFor,
  { time, label, table }: {
    time: readonly string[] | undefined;
    label: string | undefined;
    table: Pick<TableProfile, "rows" | "columns" | "sample">;
  },
  rows: SampledRows,
): string[] | undefined {
  // If there are too many names to count, the sample shows whether they occur again.
  const repeats = free.filter(({ name, counts, kind, lists }) =>
    kind !== "time" && kind !== "empty" && !lists && counts?.size !== 1 &&
    (counts ? counts.size * 1.5 < table.rows : rows.distinct([name]) * 1.5 < table.sample.length)
  );
  const named = repeats.find(({ name }) => ROLE_NAMES.sequence.test(name)) ??
    repeats.find(({ name }) => /(^|[ _-])id$/i.test(name) && !ROLE_NAMES.group.test(name)) ??
    (time === undefined ? undefined : repeats.find(({ name }) => ROLE_NAMES.group.test(name)));
  const base = named ? [named.name] : [];
  if (time === undefined) return named ? base : finestInRuns(repeats, rows);

  const classes = label === undefined
    ? free.filter((column) => mayBeClass(column, table.rows))
    : table.columns.filter(({ name }) => name === label);
  const haveClass = (key: readonly string[]) =>
    classes.some((column) => {
      if (!key.includes(column.name)) return rows.isConstantWithin(key, column.name);
      return endsSequences(column, key, rows, label !== undefined);
    });
  const fits = (key: readonly string[]) =>
    rows.tellsStepsApart(key, time) && (task === "forecasting" || haveClass(key));
  if (base.length > 0 && fits(base)) return base;
  // A single series need not be told from others.
  if (base.length === 0 && task === "forecasting" && rows.tellsStepsApart([], time)) {
    return undefined;
  }
  const candidates = repeats.filter((column) =>
    column !== named && !ROLE_NAMES.time.test(column.name) && isName(column, rows)
  ).sort((a, b) => Number(b.kind === "text") - Number(a.kind === "text"));
  const others = candidates.slice(0, MOST_CANDIDATES).map(({ name }) => name);
  if (label !== undefined) others.push(label);
  const more = [
    ...others.map((name) => [name]),
    ...others.flatMap((name, at) => others.slice(at + 1).map((other) => [name, other])),
  ];
  const key = more.map((names) => [...base, ...names]).find(fits);
  return key ?? (named ? base : finestInRuns(repeats, rows));
}

/** Whether the values of a column may be identifiers: names or whole numbers. */
function isName({ kind, name }: ColumnProfile, rows: SampledRows): boolean {
  return kind === "text" ||
    rows.values([name]).every((value) => Number.isInteger(Number(value)));
}

/**
 * If no name helps: a column whose equal values are consecutive, and within which something coarser, the class,
 * is constant.
 */
function finestInRuns(
  repeats: readonly ColumnProfile[],
  rows: SampledRows,
): string[] | undefined {
  const [finest] = repeats.filter(({ name }) => rows.inRuns([name]))
    .toSorted((a, b) => rows.distinct([b.name]) - rows.distinct([a.name]));
  if (!finest) return undefined;
  const coarser = repeats.filter(({ name }) =>
    rows.distinct([name]) < rows.distinct([finest.name])
  );
  return coarser.some(({ name }) => rows.isConstantWithin([finest.name], name))
    ? [finest.name]
    : undefined;
}
