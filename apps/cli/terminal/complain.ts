import { printable } from "./printable.ts";

const said = new Set<string>();

/** Says on standard error what is wrong, in one line, and the same only once. */
export function complain(message: string): void {
  if (said.has(message)) return;
  said.add(message);
  console.error(`bnlstm: ${printable(message)}`);
}
