/**
 * Lets the host handle pending events: signals, timers, drawing. Backends that compute on this thread resolve
 * their reads at once, so awaiting only those would block the host until training ends.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
