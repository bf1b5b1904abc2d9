import type { RunConfig } from "@bnlstm/train";

/** How far a run has come, and from where its records must be there. */
export interface MeasuredSpan {
  /** Step after which they begin. */
  from: number;
  /** Step of the checkpoint. */
  step: number;
  /** Step of the last evaluation that the checkpoint knows of. */
  evaluatedAt: number;
}

/**
 * Finds what the log of a run lacks up to a checkpoint: it has a record of every step that is to be logged, and of
 * every evaluation.
 *
 * @returns The first that is missing, as in "it lacks the evaluation at step 20", or `undefined`.
 */
export function missingRecord(
  records: readonly { step: number; type?: string }[],
  { training: { logEvery, evaluateEvery } }: RunConfig,
  { from, step, evaluatedAt }: MeasuredSpan,
): string | undefined {
  const has = (type: string) =>
    new Set(records.filter((record) => record.type === type).map(({ step }) => step));
  const first = (type: string, every: number, last: number) => {
    const there = has(type);
    for (let at = every * (Math.floor(from / every) + 1); at <= last; at += every) {
      if (!there.has(at)) return at;
    }
  };
  const logged = first("step", logEvery, step);
  if (logged !== undefined) return `it lacks the record of step ${logged}`;
  const evaluated = first("validation", evaluateEvery, evaluatedAt);
  if (evaluated !== undefined) return `it lacks the evaluation at step ${evaluated}`;
}

/**
 * Finds what the log of a run has more than once.
 *
 * @returns The first that comes again, as in "it has the record of step 10 twice", or `undefined`.
 */
export function repeatedRecord(
  records: readonly { step: number; type?: string }[],
): string | undefined {
  const seen = new Set<string>();
  for (const { type, step } of records) {
    const what = type === "validation"
      ? `the evaluation at step ${step}`
      : `the record of step ${step}`;
    if (seen.has(what)) return `it has ${what} twice`;
    seen.add(what);
  }
}
