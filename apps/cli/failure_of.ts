import { CommanderError } from "commander";
import { EXIT_STATUS } from "./exit_status.ts";
import { InputError } from "./input_error.ts";
import { InterruptedError } from "./run/interrupted_error.ts";

/** How a command that failed ends. */
export interface Failure {
  /** Exit status. */
  status: number;
  /** What is said; nothing where it was said already. */
  message?: string;
}

/** What an error that ends the command means to the user. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return { status: EXIT_STATUS.ok };
    // No arguments at all: commander has printed the help.
    const printed = error.code === "commander.help";
    return {
      status: EXIT_STATUS.badInput,
      message: printed ? undefined : oneLine(error.message),
    };
  }
  const { name, message, stack } = error as Error;
  if (error instanceof InterruptedError) return { status: EXIT_STATUS.interrupted, message };
  if (error instanceof InputError) return { status: EXIT_STATUS.badInput, message };
  // What the packages and the system refuse is explained by its message; anything else is a defect.
  const explained = message.startsWith("Cannot ") || name in Deno.errors;
  return { status: EXIT_STATUS.failure, message: explained ? message : stack ?? message };
}

/** Commander puts its suggestion on a line of its own. */
function oneLine(message: string): string {
  return message.replace(/^error: /, "").replace(/\n\(Did (.*)\)$/, "; did $1");
}
