/** The user stopped the command after its state was saved. The exit status is 130. */
export class InterruptedError extends Error {
  /** The name shown for errors of this class. */
  override name = "InterruptedError";
}
