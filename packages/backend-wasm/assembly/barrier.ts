/**
 * A barrier for a fixed number of threads, in one block of shared memory:
 *
 *     +0    threads that have arrived
 *     +64   generation, raised by the last to arrive
 *     +128  threads asleep
 *
 * on cache lines of their own. Threads spin, which costs less than a microsecond, and sleep only after
 * milliseconds, since waking takes milliseconds too. Thread 0 is the caller, which on a browser's main
 * thread must not sleep: it spins for as long as it takes. `notify` costs microseconds even when nobody
 * sleeps, hence the count.
 */

/** Bytes of a barrier. */
export const BARRIER_BYTES: usize = 192;

/** Iterations of the spin loops: some 20 milliseconds. */
const SPINS: u32 = 20_000_000;

/** Waits until all threads have arrived. */
export function arrive(barrier: usize, thread: u32, threads: u32): void {
  if (threads == 1) return;
  const generation = atomic.load<i32>(barrier, 64);
  if (atomic.add<i32>(barrier, 1) == <i32>threads - 1) {
    atomic.store<i32>(barrier, 0);
    atomic.store<i32>(barrier, generation + 1, 64);
    if (atomic.load<i32>(barrier, 128) != 0) atomic.notify(barrier + 64, -1);
    return;
  }
  awaitChange(barrier + 64, generation, barrier + 128, thread != 0);
}

/**
 * Waits until the word at `address` is no longer `value`, and returns what it is then.
 *
 * @param sleepers Address of the count of sleeping threads.
 * @param maySleep Whether to go to sleep after a while.
 */
export function awaitChange(address: usize, value: i32, sleepers: usize, maySleep: bool): i32 {
  let spins = SPINS;
  while (true) {
    const now = atomic.load<i32>(address);
    if (now != value) return now;
    if (maySleep && --spins == 0) {
      atomic.add<i32>(sleepers, 1);
      // Returns at once if the word has changed since.
      atomic.wait<i32>(address, value, -1);
      atomic.sub<i32>(sleepers, 1);
      spins = SPINS;
    }
  }
}
