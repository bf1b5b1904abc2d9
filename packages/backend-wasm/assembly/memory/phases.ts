/**
 * Where the time goes, for `bench/micro/wasm_phases.ts`, whose build of the kernels defines `PHASES`. In every
 * other build these functions are empty, and nothing is left of their calls.
 *
 * Every thread counts in its own place at the end of the memory, which is never given out: when its last phase
 * ended, milliseconds by phase, then how often each ended.
 */

export const HIDDEN_PRODUCT: u32 = 1;
export const INPUT_PRODUCT: u32 = 2;
export const WEIGHT_GRADIENT: u32 = 3;
export const STATISTICS: u32 = 4;
export const ACTIVATIONS: u32 = 5;
/** Cells and h forward, their gradients and those of the gates backward. */
export const STATE: u32 = 6;
/** h to where it is read unit by unit, ∂loss/∂h from where it is given. */
export const SPREADING: u32 = 7;
/** From the gates' gradients to those of terms: sums, then products and sums. */
export const TERM_GRADIENT: u32 = 8;
/** Layouts of what is given and returned. */
export const PACKING: u32 = 9;
/** Waiting for other threads within a job. */
export const MEETING: u32 = 10;
/** Waiting for a job. */
export const IDLE: u32 = 11;

/** Bytes of a thread's place, and those before the counts in it. */
const PLACE: usize = 256, COUNTS: usize = 128;

/** Milliseconds since some moment. */
// @ts-ignore: a decorator of AssemblyScript
@external("env", "now")
declare function now(): f64;

/** This thread's place: every thread has an instance, and with it globals, of its own. */
let place: usize = 0;

/** Says which thread this is. */
export function countPhases(thread: u32): void {
  if (isDefined(PHASES)) place = (<usize> memory.size() - 1 << 16) + thread * PLACE;
}

/** Counts the time since the last phase ended as that of a phase. */
export function endPhase(phase: u32): void {
  if (isDefined(PHASES)) {
    const time = now(), at = place + (<usize> phase << 3);
    store<f64>(at, load<f64>(at) + time - load<f64>(place));
    store<f64>(at, load<f64>(at, COUNTS) + 1, COUNTS);
    store<f64>(place, time);
  }
}
