import { CommanderError } from "commander";
import { EXIT_STATUS } from "./exit_status.ts";
import { FailureError } from "./failure_error.ts";
import { InputError, isInvalidInput } from "./input_error.ts";
import { InterruptedError } from "./run/interruption.ts";
import { isSystemError, systemReason } from "./system_reason.ts";
import { VERSION } from "./version.ts";

/** How a command that failed ends. */
export interface Failure {
  /** Exit status. */
  status: number;
  /** The message; absent if it was printed already. */
  message?: string;
}

/**
 * Errors of the packages about failures outside the program, by name, since most packages are loaded only when
 * needed.
 */
const FAILURES: ReadonlySet<string> = new Set(["NonFiniteError", "DeviceLostError"]);

/**
 * What to tell the user about an error that ends the command, depending on its class: a sentence about
 * something that they can change, or for a defect its stack and where to report it.
 */
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
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  if (error instanceof InterruptedError) return { status: EXIT_STATUS.interrupted, message };
  if (error instanceof InputError || isInvalidInput(error)) {
    return { status: EXIT_STATUS.badInput, message };
  }
  const status = EXIT_STATUS.failure;
  const { code } = error as { code?: unknown };
  if (error instanceof FailureError || FAILURES.has(name)) return { status, message };
  // Whoever reads our output wants no more of it, as after `| head`.
  if (code === "EPIPE") return { status: EXIT_STATUS.closedPipe };
  if (isSystemError(error)) {
    // Errors of files name them: what is left is what is printed.
    const printing = code === "ENOSPC" || code === "EIO";
    const attempt = printing ? "write to standard output" : "go on";
    return { status, message: `Cannot ${attempt}: ${systemReason(error)}` };
  }
  return {
    status,
    message:
      `this is a defect of bnlstm ${VERSION}, and not of what you did; please report it, with ` +
      `the command and these lines, as an issue of the repository that you have bnlstm from\n${
        stack ?? message
      }`,
  };
}

/** Commander puts its suggestion on a line of its own. */
function oneLine(message: string): string {
  return message.replace(/^error: /, "").replace(/\n\(Did (.*)\)$/, "; did $1");
}
