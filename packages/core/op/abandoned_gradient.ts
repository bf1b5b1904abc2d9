import { engine } from "@tensorflow/tfjs-core";

/** What tfjs records while it computes a gradient: for each operation, tensors saved for the backward pass. */
type Tape = NonNullable<ReturnType<typeof engine>["state"]["activeTape"]>;

/** The tape of the gradient within which `bnLstm` was last called, until that gradient is known to be over. */
let watched: Tape | undefined;

/**
 * Frees the tensors of a gradient that was never completed.
 *
 * `tf.grads`, `variableGrads` and optimizers free the tensors they save after the backward pass. If the
 * function given to them throws, or memory runs out in the backward pass, tfjs keeps these tensors forever.
 * Since a gradient is computed synchronously, they are useless once its caller has continued. Therefore this
 * function is called automatically afterwards, and at the next call of `bnLstm`. Call it yourself only if you
 * need the memory at once.
 */
export function freeAbandonedGradient(): void {
  if (watched === undefined || isUnderWay(watched)) return;
  // The tensors of a completed gradient are disposed of already; doing it again has no effect.
  for (const { saved } of watched) saved?.forEach((tensor) => tensor.dispose());
  watched = undefined;
}

/** Ensures that what the gradient now being computed saves, if there is one, is freed whatever happens. */
export function watchGradient(): void {
  freeAbandonedGradient();
  const { gradientDepth, activeTape } = engine().state;
  if (gradientDepth === 0 || activeTape === watched) return;
  watched = activeTape;
  queueMicrotask(freeAbandonedGradient);
}

/** Whether tfjs is still computing the gradient of a tape: it names the scopes of both passes. */
function isUnderWay(tape: Tape): boolean {
  const { activeTape, scopeStack } = engine().state;
  return activeTape === tape &&
    scopeStack.some(({ name }) => name === "forward" || name === "backward");
}
