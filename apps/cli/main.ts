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

import { CommanderError } from "commander";
import { commandLine } from "./command_line.ts";
import { EXIT_STATUS } from "./exit_status.ts";
import { InputError } from "./input_error.ts";
import { InterruptedError } from "./run/interrupted_error.ts";
import { complain } from "./terminal/complain.ts";

/**
 * Runs the command.
 *
 * @param args What follows `bnlstm`.
 * @returns The exit status: 0 done, 1 failure, 2 bad input, 130 interrupted.
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    await commandLine().parseAsync(args, { from: "user" });
    return EXIT_STATUS.ok;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT_STATUS.ok;
      // No arguments at all: commander has printed the help.
      if (error.code !== "commander.help") complain(oneLine(error.message));
      return EXIT_STATUS.badInput;
    }
    if (error instanceof InterruptedError) {
      complain(error.message);
      return EXIT_STATUS.interrupted;
    }
    if (error instanceof InputError) {
      complain(error.message);
      return EXIT_STATUS.badInput;
    }
    // What the packages and the system refuse is explained by its message; anything else is a defect.
    const { name, message, stack } = error as Error;
    complain(message.startsWith("Cannot ") || name in Deno.errors ? message : stack ?? message);
    return EXIT_STATUS.failure;
  }
}

/** Commander puts its suggestion on a line of its own. */
function oneLine(message: string): string {
  return message.replace(/^error: /, "").replace(/\n\(Did (.*)\)$/, "; did $1");
}

if (import.meta.main) Deno.exit(await main(Deno.args));
