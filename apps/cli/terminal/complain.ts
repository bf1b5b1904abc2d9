/** Says on standard error what is wrong, in one line. */
export function complain(message: string): void {
  console.error(`bnlstm: ${message}`);
}
