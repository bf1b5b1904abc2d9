import { checker, oneOf, string } from "../arguments.ts";

/** Which part of a date like `03/04/2012` comes first. */
export type DateOrder = "day-first" | "month-first";

const CLOCK = /(\d{1,2}):(\d{2})(?::(\d{2}(?:[.,]\d+)?))?(?: ?([ap])\.?m\.?)?/i.source;
const ZONE = /(Z|UTC|GMT|[+-]\d{2}:?\d{2})/.source;
const TIME_OF_DAY = `(?:(?:T|,? +)${CLOCK}(?: ?${ZONE})?)?$`;
const MONTH = /(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?/.source;

/** The date formats that are understood, each with the parts it captures; a time of day may follow. */
const FORMATS: readonly { pattern: RegExp; parts: readonly (keyof DateParts)[] }[] = [
  {
    pattern: new RegExp(`^(\\d{4})[-/. ](\\d{1,2})(?:[-/. ](\\d{1,2}))?${TIME_OF_DAY}`, "i"),
    parts: ["year", "month", "day"],
  },
  {
    // As in separate columns of a table: year, month, day and hour, each a number.
    pattern: /^(\d{4}) (\d{1,2}) (\d{1,2}) (\d{1,2})(?: (\d{1,2}))?$/,
    parts: ["year", "month", "day", "hours", "minutes"],
  },
  {
    pattern: new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})${TIME_OF_DAY}`, "i"),
    parts: ["first", "separator", "second", "year"],
  },
  {
    pattern: new RegExp(
      `^(?:[a-z]{3,9},? )?${MONTH}[-/ ](\\d{1,2}),?[-/ ](\\d{4})${TIME_OF_DAY}`,
      "i",
    ),
    parts: ["name", "day", "year"],
  },
  {
    pattern: new RegExp(
      `^(?:[a-z]{3,9},? )?(\\d{1,2})[-/. ]+${MONTH},?[-/ ](\\d{4}|\\d{2})${TIME_OF_DAY}`,
      "i",
    ),
    parts: ["day", "name", "year"],
  },
  {
    pattern: new RegExp(`^(\\d{4})[-/ ]${MONTH}(?:[-/ ](\\d{1,2}))?$`, "i"),
    parts: ["year", "name", "day"],
  },
  { pattern: new RegExp(`^${MONTH}[-/ ](\\d{4})$`, "i"), parts: ["name", "year"] },
  { pattern: /^(\d{4})[- ]?Q([1-4])$/i, parts: ["year", "quarter"] },
  { pattern: new RegExp(`^${CLOCK}$`, "i"), parts: [] },
];

interface DateParts {
  year: string;
  month: string;
  day: string;
  hours: string;
  minutes: string;
  first: string;
  separator: string;
  second: string;
  name: string;
  quarter: string;
}

const check = checker("read a time", { text: string, order: oneOf("day-first", "month-first") });

/**
 * Parses a time, in milliseconds since 1970, UTC if no zone is named; NaN if the text is not a time. A month or
 * quarter alone means its first day, and a time of day alone is counted from midnight.
 *
 * Months may be named in English. A year of two digits is in 1970 … 2069.
 *
 * @param order How `03/04/2012` is read; dates with dots have the day first.
 */
export function parseTimestamp(text: string, order: DateOrder = "month-first"): number {
  check({ text, order });
  const trimmed = text.trim();
  for (const { pattern, parts } of FORMATS) {
    const found = pattern.exec(trimmed);
    if (!found) continue;
    const [, ...values] = found;
    const date: Partial<DateParts> = {};
    for (const [at, part] of parts.entries()) date[part] = values[at];
    const [hours, minutes, seconds, half, zone] = values.slice(parts.length);
    const clock = { hours: date.hours ?? hours, minutes: date.minutes ?? minutes, seconds, half };
    return parts.length === 0
      ? timeOfDay(clock)
      : dayOf(date, order) + timeOfDay(clock) - offsetOf(zone);
  }
  return NaN;
}

/** Midnight of a day; NaN if there is no such day. */
function dayOf(date: Partial<DateParts>, order: DateOrder): number {
  const { first, second, separator, name, quarter } = date;
  const dayFirst = order === "day-first" || separator === ".";
  const day = Number((first === undefined ? date.day : dayFirst ? first : second) ?? 1);
  const month = first !== undefined
    ? Number(dayFirst ? second : first)
    : name !== undefined
    ? "janfebmaraprmayjunjulaugsepoctnovdec".indexOf(name.toLowerCase()) / 3 + 1
    : quarter !== undefined
    ? 3 * Number(quarter) - 2
    : Number(date.month);
  const digits = Number(date.year);
  const year = date.year!.length === 4 ? digits : digits + (digits < 70 ? 2000 : 1900);
  const midnight = new Date(0).setUTCFullYear(year, month - 1, day);
  // JavaScript makes the 31st of April the first of May.
  return new Date(midnight).getUTCMonth() === month - 1 ? midnight : NaN;
}

function timeOfDay(
  { hours = "0", minutes = "0", seconds = "0", half }: {
    hours?: string;
    minutes?: string;
    seconds?: string;
    half?: string;
  },
): number {
  const hour = half === undefined
    ? Number(hours)
    : Number(hours) % 12 + (half.toLowerCase() === "p" ? 12 : 0);
  const second = Number(seconds.replace(",", "."));
  if (Number(hours) > (half ? 12 : 24) || Number(minutes) > 59 || second >= 61) return NaN;
  return 1000 * (3600 * hour + 60 * Number(minutes) + second);
}

function offsetOf(zone: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? "") ?? [];
  return sign ? Number(sign + 1) * 60_000 * (60 * Number(hours) + Number(minutes)) : 0;
}
