/** Which part of a date like `03/04/2012` comes first. */
export type DateOrder = "day-first" | "month-first";

const YEAR_FIRST =
  /^(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?)? ?(Z|UTC|[+-]\d{2}:?\d{2})?$/;
const YEAR_LAST =
  /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?)?$/;

/**
 * The time that text stands for, in milliseconds since 1970, UTC where it names no zone; NaN if it is none. A
 * month alone is its first day.
 *
 * @param order How `03/04/2012` is read; dates with dots have the day first.
 */
export function parseTimestamp(text: string, order: DateOrder = "month-first"): number {
  const trimmed = text.trim();
  const yearFirst = YEAR_FIRST.exec(trimmed);
  if (yearFirst) {
    const [, year, month, day = "1", ...time] = yearFirst;
    return instant(year, month, day, time);
  }
  const yearLast = YEAR_LAST.exec(trimmed);
  if (!yearLast) return NaN;
  const [, first, separator, second, year, ...time] = yearLast;
  const dayFirst = order === "day-first" || separator === ".";
  const [month, day] = dayFirst ? [second, first] : [first, second];
  return instant(year, month, day, time);
}

function instant(
  year: string,
  month: string,
  day: string,
  [hours = "0", minutes = "0", seconds = "0", zone = "Z"]: (string | undefined)[],
): number {
  const milliseconds = Date.UTC(+year, +month - 1, +day, +hours, +minutes, 0) + 1000 * +seconds;
  const date = new Date(Date.UTC(+year, +month - 1, +day));
  // JavaScript makes the 31st of April the first of May.
  if (date.getUTCMonth() !== +month - 1 || +hours > 24 || +minutes > 59 || +seconds >= 61) {
    return NaN;
  }
  const [, sign, h, m] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return milliseconds - (sign ? Number(sign + 1) * (+h * 60 + +m) * 60_000 : 0);
}
