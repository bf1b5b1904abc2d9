/**
 * A barrier for a fixed number of threads, in one block of shared memory:
 *
 *     +0    threads that have arrived
 *     +4    whether thread 0 may sleep
 *     +64   generation, raised by the last to arrive
 *     +128  threads asleep
 *
 * on cache lines of their own. Threads spin, which costs less than a microsecond, and then sleep. Thread 0
 * is the caller, which must not sleep on a browser's main thread: there it spins for as long as it
 * takes. `notify` costs microseconds even when nobody sleeps, hence the count.
 */

/** Bytes of a barrier. */
export const BARRIER_BYTES: usize = 192;

/**
 * Spins before sleeping: some 100 microseconds, longer than threads with equal work differ on a quiet machine and
 * than it takes to wake one. On a machine busy with other things one of them is often off the processor for
 * milliseconds, and spinning for it keeps the system from giving it another: ten times as many spins made a
 * training step twice as long there.
 */
const SPINS: u32 = 50_000;

/** Waits until all threads have arrived. */
export function arrive(barrier: usize, thread: u32, threads: u32): void {
  if (threads == 1) return;
  const generation = atomic.load<i32>(barrier, 64);
  if (atomic.add<i32>(barrier, 1) == <i32> threads - 1) {
    atomic.store<i32>(barrier, 0);
    atomic.store<i32>(barrier, generation + 1, 64);
    if (atomic.load<i32>(barrier, 128) != 0) atomic.notify(barrier + 64, -1);
    return;
  }
  const maySleep = thread != 0 || load<u32>(barrier, 4) != 0;
  awaitChange(barrier + 64, generation, barrier + 128, maySleep ? SPINS : 0);
}

/**
 * Waits until the word at `address` is no longer `value`, and returns what it is then.
 *
 * @param sleepers Address of the count of sleeping threads.
 * @param spins Number of looks before going to sleep, or 0 for never.
 */
export function awaitChange(address: usize, value: i32, sleepers: usize, spins: u32): i32 {
  let left = spins;
  while (true) {
    const now = atomic.load<i32>(address);
    if (now != value) return now;
    if (spins > 0 && --left == 0) {
      atomic.add<i32>(sleepers, 1);
      // Returns at once if the word has changed since.
      atomic.wait<i32>(address, value, -1);
      atomic.sub<i32>(sleepers, 1);
      left = spins;
    }
  }
}
