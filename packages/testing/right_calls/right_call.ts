/** A call of a public function with right arguments: what tests of wrong ones begin with. */
export interface RightCall {
  /** Arguments, new ones every time, as they will be changed. */
  args: () => unknown[];
  /** Calls the function, and goes through what it returns as far as that computes anything. */
  run: (...args: never[]) => unknown;
}

/** Calls by what they call, e.g. `take` or `Alphabet.encode`. */
export type RightCalls = Readonly<Record<string, RightCall>>;

/** A function with arguments for it. */
export function rightCall(run: RightCall["run"], args: () => unknown[]): RightCall {
  return { args, run };
}
