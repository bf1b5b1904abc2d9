import { arrive } from "./barrier";
import { Problem } from "./problem";

/**
 * Sums over the processes that a batch is spread over, through `Problem.shared`: numbers in double precision
 * that all threads write and, once thread 0 has had them summed, read. Which numbers is up to each meeting:
 *
 *     forward    Σ a and Σ a² of a term's four gates [terms][H][8]; of the cell [H][2]
 *     backward   Σ dy and Σ dy ĉ [H][2]; Σ d, Σ d â and Σ d (x − m) of four gates [H][12]
 */

/**
 * Replaces numbers by their sums over all processes. The caller gives this function as `ranks.sum`; only
 * thread 0 calls it, and only where `Problem.shared` is not 0.
 */
// @ts-ignore: a decorator of AssemblyScript
@external("ranks", "sum")
declare function sum(address: usize, count: u32): void;

/** Sums the first numbers of `shared`; called by all threads. */
export function sumShared(p: Problem, count: u32, thread: u32, threads: u32): void {
  arrive(p.barrier, thread, threads);
  if (thread == 0) sumAlone(p, count);
  arrive(p.barrier, thread, threads);
}

/** Sums the first numbers of `shared` while no other thread is at work. */
export function sumAlone(p: Problem, count: u32): void {
  sum(p.shared, count);
}

/** Address of the numbers of a unit, of which each has as many. */
export function sharedOf(p: Problem, unit: u32, numbers: u32): usize {
  return p.shared + (<usize> (unit * numbers) << 3);
}

/** Writes the lanes of a vector as numbers in double precision. */
export function writeLanes(at: usize, v: v128): void {
  v128.store(at, f64x2.promote_low_f32x4(v));
  v128.store(at, f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3)), 16);
}

/** Reads the lanes of a vector. */
export function readLanes(at: usize): v128 {
  return narrow(v128.load(at), v128.load(at, 16));
}

/** Writes Σ a = n μ and Σ a² = n (v + μ²) of four columns over the n rows of this process. */
export function writeMoments(at: usize, n: u32, mean: v128, variance: v128): void {
  writeHalf(at, n, f64x2.promote_low_f32x4(mean), f64x2.promote_low_f32x4(variance));
  writeHalf(
    at + 16,
    n,
    f64x2.promote_low_f32x4(v128.shuffle<f32>(mean, mean, 2, 3, 2, 3)),
    f64x2.promote_low_f32x4(v128.shuffle<f32>(variance, variance, 2, 3, 2, 3)),
  );
}

function writeHalf(at: usize, n: u32, mean: v128, variance: v128): void {
  const rows = f64x2.splat(<f64> n);
  v128.store(at, f64x2.mul(rows, mean));
  v128.store(at, f64x2.mul(rows, f64x2.add(variance, f64x2.mul(mean, mean))), 32);
}

/** μ of four columns over the n rows of all processes. */
export function readMean(at: usize, n: f64): v128 {
  const share = f64x2.splat(1 / n);
  return narrow(f64x2.mul(v128.load(at), share), f64x2.mul(v128.load(at, 16), share));
}

/** v = Σ a² / n − μ² of four columns. */
export function readVariance(at: usize, n: f64): v128 {
  return narrow(varianceHalf(at, n), varianceHalf(at + 16, n));
}

function varianceHalf(at: usize, n: f64): v128 {
  const share = f64x2.splat(1 / n), mean = f64x2.mul(v128.load(at), share);
  const variance = f64x2.sub(f64x2.mul(v128.load(at, 32), share), f64x2.mul(mean, mean));
  return f64x2.max(variance, f64x2.splat(0));
}

function narrow(low: v128, high: v128): v128 {
  const first = f32x4.demote_f64x2_zero(low), second = f32x4.demote_f64x2_zero(high);
  return v128.shuffle<f32>(first, second, 0, 1, 4, 5);
}
