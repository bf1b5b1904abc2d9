/** What a terminal can do, as far as it tells. */
export interface Terminal {
  /** Columns, of which there may be few. */
  columns: number;
  /** Whether it obeys escape sequences. */
  obeys: boolean;
}

/** The terminal that standard output is; `undefined` where it is a file or a pipe. */
export function outputTerminal(): Terminal | undefined {
  if (!Deno.stdout.isTerminal()) return undefined;
  // One that has just been opened, or is none of a person's, says 0.
  return { columns: sizeOf() || USUAL_COLUMNS, obeys: !isDumb() };
}

/** Columns of what is printed where nobody says how many there are. */
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
