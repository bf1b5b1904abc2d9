/** What a terminal can do, as far as is known. */
export interface Terminal {
  /** Number of columns, possibly very few. */
  columns: number;
  /** Whether it interprets escape sequences. */
  obeys: boolean;
}

/** The terminal of standard output; `undefined` if that is a file or a pipe. */
export function outputTerminal(): Terminal | undefined {
  if (!Deno.stdout.isTerminal()) return undefined;
  // A terminal that has just been opened, or that nobody looks at, reports 0.
  return { columns: sizeOf() || USUAL_COLUMNS, obeys: !isDumb() };
}

/** Number of columns of printed text if it is not known. */
export const USUAL_COLUMNS = 80;

function sizeOf(): number {
  try {
    return Deno.consoleSize().columns;
  } catch {
    return 0;
  }
}

function isDumb(): boolean {
  const { state } = Deno.permissions.querySync({ name: "env", variable: "TERM" });
  return state === "granted" && Deno.env.get("TERM") === "dumb";
}
