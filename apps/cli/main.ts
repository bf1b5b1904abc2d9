/**
 * The command `bnlstm`: trains batch-normalized LSTMs and examines what was trained.
 *
 * @example
 * ```sh
 * deno run -A jsr:@bnlstm/cli train
 * ```
 *
 * @module
 */

import { commandLine } from "./command_line.ts";
import { EXIT_STATUS } from "./exit_status.ts";
import { failureOf } from "./failure_of.ts";
import { complain } from "./terminal/complain.ts";

/**
 * Runs the command.
 *
 * @param args What follows `bnlstm`.
 * @returns The exit status: 0 done, 1 failure, 2 bad input, 130 interrupted, 141 output closed.
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    await commandLine().parseAsync(args, { from: "user" });
    return EXIT_STATUS.ok;
  } catch (error) {
    const { status, message } = failureOf(error);
    if (message !== undefined) complain(message);
    return status;
  }
}

if (import.meta.main) Deno.exit(await main(Deno.args));
