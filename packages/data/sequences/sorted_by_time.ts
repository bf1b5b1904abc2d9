import { callable, checker, having, list, string } from "../arguments.ts";
import { parseNumber } from "../tables/parse_number.ts";
import { quoted } from "../tables/table_error.ts";
import { type DateOrder, parseTimestamp } from "./parse_timestamp.ts";
import type { Sequence } from "./sequence.ts";

/** Creates the error for a step; the problem is described given the lines of all steps. */
export type Refusal = (step: number, problem: (lines: readonly number[]) => string) => never;

/** The sequence with its steps sorted by time; the same object if they are already sorted. */
export function sortedByTime<S extends Sequence>(sequence: S, refuse: Refusal): S {
  check({ sequence, refuse });
  const numbers = timesOf(sequence.times!);
  const wrong = numbers.findIndex((time) => Number.isNaN(time));
  if (wrong >= 0) refuse(wrong, () => `${quoted(sequence.times![wrong])} is not a time`);
  const order = numbers.map((_, step) => step).sort((a, b) => numbers[a] - numbers[b] || a - b);
  for (let at = 1; at < order.length; at++) {
    const [before, step] = [order[at - 1], order[at]];
    if (numbers[before] === numbers[step]) {
      refuse(
        step,
        (lines) => `the time ${quoted(sequence.times![step])} occurs on line ${lines[before]} too`,
      );
    }
  }
  if (order.every((step, at) => step === at)) return sequence;
  const inOrder = <T>(values: readonly T[]) => order.map((step) => values[step]);
  return {
    ...sequence,
    values: sequence.values.map((values) =>
      inOrder<number | string>(values) as number[] | string[]
    ),
    times: inOrder(sequence.times!),
  };
}

/**
 * Times as numbers that can be compared: the numbers themselves, or milliseconds. NaN for text that is not a
 * time.
 */
export function timesOf(times: readonly string[]): number[] {
  checkTimes({ times });
  const numbers = times.map((time) => parseNumber(time));
  // Years, and dates without separators, are numbers whose order is right.
  if (numbers.every((number) => !Number.isNaN(number))) return numbers;
  const read = (order: DateOrder) => times.map((time) => parseTimestamp(time, order));
  const monthFirst = read("month-first");
  if (!monthFirst.some(Number.isNaN)) return monthFirst;
  const dayFirst = read("day-first");
  return dayFirst.some(Number.isNaN) ? monthFirst : dayFirst;
}

const ATTEMPT = "sort by time";
const check = checker(ATTEMPT, {
  sequence: having({ values: list(list(() => {})), times: list(string) }),
  refuse: callable,
});
const checkTimes = checker(ATTEMPT, { times: list(string) });
