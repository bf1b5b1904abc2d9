import type { RolesFor } from "./column_roles.ts";
import type { ColumnProfile, TableProfile } from "./profile_table.ts";
import { DATE_PARTS, ROLE_NAMES } from "./_role_names.ts";
import type { SampledRows } from "./_sampled_rows.ts";

/** A class that fewer sequences than this have on average is none. */
const FEWEST_OF_CLASS = 2;
/** Steps that sequences have on average, at least, if only a change of class ends them. */
const SHORTEST_SEGMENT = 8;
/** Columns tried to tell sequences apart by. */
const MOST_CANDIDATES = 8;

/** Whether rows, or sequences, may be classified by a column. */
export function mayBeClass({ counts, lists, kind, name }: ColumnProfile, rows: number): boolean {
  return !lists && kind !== "time" && counts !== undefined && counts.size > 1 &&
    counts.size * FEWEST_OF_CLASS <= rows && !ROLE_NAMES.time.test(name) &&
    (kind === "text" || ROLE_NAMES.label.test(name) ||
      [...counts.keys()].every((value) => Number.isInteger(Number(value))));
}

/**
 * Whether a sequence ends where a class of its key changes: if it goes on for a while, and there are several of each.
 *
 * @param isGiven Whether somebody said that it is the class.
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

/** The columns that together say the time of a step, where a row is one. */
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
 * The columns that together say which sequence a step belongs to: those whose names say so, and as many more as it
 * takes to tell steps of the same time apart, and for sequences to have a class.
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
  // Where there are too many names to count, the sample tells whether they come again.
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
  // One series needs nothing to be told from others.
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

/** Whether values may be names or numbers of something. */
function isName({ kind, name }: ColumnProfile, rows: SampledRows): boolean {
  return kind === "text" ||
    rows.values([name]).every((value) => Number.isInteger(Number(value)));
}

/** Without a name: rows in runs, within which something coarser, the class, stays the same. */
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
