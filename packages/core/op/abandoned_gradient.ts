import { engine } from "@tensorflow/tfjs-core";

/** What tfjs notes of the operations under a gradient: for each, tensors that it saves for the way back. */
type Tape = NonNullable<ReturnType<typeof engine>["state"]["activeTape"]>;

/** The tape of the gradient that `bnLstm` was last called under, until it is known to be over. */
let watched: Tape | undefined;

/**
 * Frees what a gradient saved that was never completed.
 *
 * `tf.grads`, `variableGrads` and optimizers free what they saved once they have gone back, but when the
 * function under them throws, or there is no room for the way back, tfjs keeps it for good. A gradient is
 * computed without interruption, so nothing of it is needed once its caller has gone on: this is called on
 * its own then, and whenever `bnLstm` is. There is no need to call it but to have the memory at once.
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
