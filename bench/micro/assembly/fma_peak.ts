/**
 * Multiplies and adds vectors in registers for as fast as the machine can: ten independent chains, more
 * than two units of latency four need. Each iteration is 10 · 4 · 2 floating-point operations.
 */
export function multiplyAdd(iterations: u32, factor: f32): f32 {
  // Not constants, which V8 would build anew in every iteration.
  const a = f32x4.splat(factor), b = f32x4.splat(factor);
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0;
  let s5 = s0, s6 = s0, s7 = s0, s8 = s0, s9 = s0;
  for (let i: u32 = 0; i < iterations; i++) {
    s0 = f32x4.relaxed_madd(a, b, s0);
    s1 = f32x4.relaxed_madd(a, b, s1);
    s2 = f32x4.relaxed_madd(a, b, s2);
    s3 = f32x4.relaxed_madd(a, b, s3);
    s4 = f32x4.relaxed_madd(a, b, s4);
    s5 = f32x4.relaxed_madd(a, b, s5);
    s6 = f32x4.relaxed_madd(a, b, s6);
    s7 = f32x4.relaxed_madd(a, b, s7);
    s8 = f32x4.relaxed_madd(a, b, s8);
    s9 = f32x4.relaxed_madd(a, b, s9);
  }
  const low = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3));
  const high = f32x4.add(f32x4.add(s4, s5), f32x4.add(s6, s7));
  return f32x4.extract_lane(f32x4.add(f32x4.add(low, high), f32x4.add(s8, s9)), 0);
}
