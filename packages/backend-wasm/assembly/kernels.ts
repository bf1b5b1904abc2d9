import { arrive, awaitChange } from "./memory/barrier";
import { backwardSteps, packBackward } from "./backward/backward";
import { backwardSequence } from "./backward/backward_input";
import { finishBackward } from "./backward/finish";
import { forwardPart, forwardSteps, packForward, packForwardWeights } from "./forward/forward";
import { settlePopulation } from "./forward/population";
import { forwardRow } from "./forward/single_row";
import { measureX, prepareSequence } from "./forward/input_term";
import { keepHiddenRows } from "./products/packing";
import { countPhases, endPhase, IDLE, MEETING, PACKING, STATISTICS } from "./memory/phases";
import { Problem } from "./memory/problem";

export { writeConstants } from "./products/vector_math";

/**
 * The module's entry: jobs, which run on all threads at once, and the loop of the threads that wait for
 * them. In the pool's shared memory
 *
 *     +0    number of jobs given out
 *     +4    the job, an index into `runJob`
 *     +8    address of its problem
 *     +64   threads asleep
 *     +128  the barrier
 */

const BARRIER: usize = 128;
/** Spins of a thread without a job before it sleeps: about 20 milliseconds. */
const IDLE_SPINS: u32 = 20_000_000;
const STOP: u32 = 0;

/** Runs a job as thread 0, with the other threads if there are any, and returns when all are done. */
export function run(pool: usize, job: u32, problem: usize, threads: u32): void {
  if (threads > 1) {
    store<u32>(pool, job, 4);
    store<u32>(pool, <u32> problem, 8);
    atomic.add<i32>(pool, 1);
    if (atomic.load<i32>(pool, 64) != 0) atomic.notify(pool, -1);
    if (job == STOP) return;
  }
  countPhases(0);
  endPhase(IDLE);
  runJob(job, changetype<Problem>(problem), 0, threads);
  arrive(pool + BARRIER, 0, threads);
  endPhase(MEETING);
}

/** Serves jobs as one of the other threads until told to stop. */
export function serve(pool: usize, thread: u32, threads: u32): void {
  let jobs: i32 = 0;
  countPhases(thread);
  while (true) {
    jobs = awaitChange(pool, jobs, pool + 64, IDLE_SPINS);
    const job = load<u32>(pool, 4);
    if (job == STOP) return;
    endPhase(IDLE);
    runJob(job, changetype<Problem>(load<u32>(pool, 8)), thread, threads);
    arrive(pool + BARRIER, thread, threads);
    endPhase(MEETING);
  }
}

/** The jobs, by the numbers of `JOBS` in `runtime/kernel_module.ts`. */
function runJob(job: u32, p: Problem, thread: u32, threads: u32): void {
  switch (job) {
    case 1:
      packForwardWeights(p, thread, threads);
      return endPhase(PACKING);
    case 2:
      packForward(p, thread, threads);
      return endPhase(PACKING);
    case 3:
      if (thread == 0) measureX(p);
      return endPhase(STATISTICS);
    case 4:
      prepareSequence(p, thread, threads);
      return endPhase(STATISTICS);
    case 5:
      keepHiddenRows(p, p.firstStep, thread, threads);
      return endPhase(PACKING);
    case 6:
      return forwardSteps(p, thread, threads);
    case 7:
      packBackward(p, thread, threads);
      return endPhase(PACKING);
    case 8:
      return backwardSteps(p, thread, threads);
    case 9:
      return backwardSequence(p, thread, threads);
    case 10:
      finishBackward(p, thread, threads);
      return endPhase(PACKING);
    case 11:
      settlePopulation(p, thread, threads);
      return endPhase(STATISTICS);
    case 12:
      return forwardRow(p, thread, threads);
    case 13:
      // A problem of its own for each thread, one after the other.
      return forwardPart(changetype<Problem>(changetype<usize>(p) + thread * offsetof<Problem>()));
  }
}
