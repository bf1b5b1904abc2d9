import { setTimeout as wait } from "node:timers/promises";

/** Milliseconds between two looks. */
const LOOK_INTERVAL = 5;

/** Looks in a row that must find nothing running. */
const LOOKS = 3;

/** Milliseconds after which a process that does not come to rest is no longer waited for. */
const LONGEST_WAIT = 1000;

/** Milliseconds to wait where the system does not tell: the threads of every implementation sleep by then. */
const LONGEST_SPIN = 200;

/**
 * Waits until all threads of a process sleep. Threads that have finished their work spin for a while, in case there
 * is more, and would take a core from whoever is measured next.
 */
export async function waitUntilAsleep(pid: number): Promise<void> {
  const end = performance.now() + LONGEST_WAIT;
  for (let asleep = 0; asleep < LOOKS && performance.now() < end;) {
    await wait(LOOK_INTERVAL);
    const running = await hasRunningThread(pid);
    if (running === undefined) return await wait(LONGEST_SPIN);
    asleep = running ? 0 : asleep + 1;
  }
}

/** Whether any thread runs or would if it had a core; unknown where the system does not tell as Linux does. */
async function hasRunningThread(pid: number): Promise<boolean | undefined> {
  const threads = `/proc/${pid}/task`;
  try {
    for await (const { name } of Deno.readDir(threads)) {
      // A thread may have ended meanwhile.
      const stat = await Deno.readTextFile(`${threads}/${name}/stat`).catch(() => "");
      // The state follows the name, which may contain anything.
      if (stat.slice(stat.lastIndexOf(")")).startsWith(") R")) return true;
    }
    return false;
  } catch {
    return undefined;
  }
}
