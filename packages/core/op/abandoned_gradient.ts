import { engine } from "@tensorflow/tfjs-core";

/** What tfjs notes of the operations under a gradient: for each, tensors that it saves for the way back. */
type Tape = NonNullable<ReturnType<typeof engine>["state"]["activeTape"]>;

/** The tape of the gradient that `bnLstm` was last called under, until it is known to be over. */
let watched: Tape | undefined;

/**
 * Frees the tensors of a gradient that was never completed.
 *
 * `tf.grads`, `variableGrads` and optimizers free the tensors they save after the backward pass. When their
 * function throws, or memory runs out on the way back, tfjs keeps these tensors for good. A gradient is
 * computed without interruption, so that they are of no use once its caller has continued: this function then
 * runs by itself, and at the next call of `bnLstm`. Call it only to have the memory at once.
 */
export function freeAbandonedGradient(): void {
  if (watched === undefined || isUnderWay(watched)) return;
  // What was completed is disposed of already; that it is again does nothing.
  for (const { saved } of watched) saved?.forEach((tensor) => tensor.dispose());
  watched = undefined;
}

/** Sees to it that what the gradient now under way saves, if there is one, is freed whatever happens. */
export function watchGradient(): void {
  freeAbandonedGradient();
  const { gradientDepth, activeTape } = engine().state;
  if (gradientDepth === 0 || activeTape === watched) return;
  watched = activeTape;
  queueMicrotask(freeAbandonedGradient);
}

/** Whether tfjs is still in the function that made a tape: it names the scopes of both of its passes. */
function isUnderWay(tape: Tape): boolean {
  const { activeTape, scopeStack } = engine().state;
  return activeTape === tape &&
    scopeStack.some(({ name }) => name === "forward" || name === "backward");
}
