import { printable } from "./printable.ts";

const said = new Set<string>();

/** Prints a warning on standard error, in one line; the same one only once. */
export function complain(message: string): void {
  if (said.has(message)) return;
  said.add(message);
  console.error(`bnlstm: ${printable(message)}`);
}
