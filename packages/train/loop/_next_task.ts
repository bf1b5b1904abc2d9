/**
 * Lets the host do what is waiting: signals, timers, drawing. Backends that compute on this thread resolve
 * their reads at once, so that awaiting those alone would lock it out until training ends.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
