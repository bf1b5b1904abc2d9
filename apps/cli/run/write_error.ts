import { FailureError } from "../failure_error.ts";
import { systemReason } from "../system_reason.ts";

/** A file of a run could not be written. */
export class WriteError extends FailureError {
  /** The name shown for errors of this class. */
  override name = "WriteError";

  /**
   * @param path The file.
   * @param cause What the system says.
   */
  constructor(path: string, cause: unknown) {
    super(`Cannot write ${path}: ${systemReason(cause)}`, { cause });
  }
}
