/**
 * Transposes a 4 x 4 block: rows at `source`, `rowBytes` apart, become rows at `target`, `targetBytes` apart.
 */
export function transpose4(
  source: usize,
  rowBytes: usize,
  target: usize,
  targetBytes: usize,
): void {
  const r0 = v128.load(source), r1 = v128.load(source + rowBytes);
  const r2 = v128.load(source + 2 * rowBytes), r3 = v128.load(source + 3 * rowBytes);
  storeTransposed(r0, r1, r2, r3, target, targetBytes);
}

/** Stores four vectors as the columns of a 4 x 4 block whose rows are `targetBytes` apart. */
export function storeTransposed(
  r0: v128,
  r1: v128,
  r2: v128,
  r3: v128,
  target: usize,
  targetBytes: usize,
): void {
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5),
    high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5),
    high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(target, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
  v128.store(target + targetBytes, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
  v128.store(target + 2 * targetBytes, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
  v128.store(target + 3 * targetBytes, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
}

/** The sums over the lanes of four vectors, as one vector. */
export function sumLanes(s0: v128, s1: v128, s2: v128, s3: v128): v128 {
  const s01 = f32x4.add(
    v128.shuffle<f32>(s0, s1, 0, 4, 1, 5),
    v128.shuffle<f32>(s0, s1, 2, 6, 3, 7),
  );
  const s23 = f32x4.add(
    v128.shuffle<f32>(s2, s3, 0, 4, 1, 5),
    v128.shuffle<f32>(s2, s3, 2, 6, 3, 7),
  );
  return f32x4.add(
    v128.shuffle<f32>(s01, s23, 0, 1, 4, 5),
    v128.shuffle<f32>(s01, s23, 2, 3, 6, 7),
  );
}

/** Stores a row of numbers as a column: element k goes to `target + k targetBytes`. */
export function scatter(source: usize, count: u32, target: usize, targetBytes: usize): void {
  const quads = source + (<usize> (count & ~3) << 2);
  while (source != quads) {
    const v = v128.load(source);
    v128.store_lane<f32>(target, v, 0);
    v128.store_lane<f32>(target + targetBytes, v, 1);
    v128.store_lane<f32>(target + 2 * targetBytes, v, 2);
    v128.store_lane<f32>(target + 3 * targetBytes, v, 3);
    source += 16;
    target += targetBytes << 2;
  }
  for (let k = count & 3; k > 0; k--) {
    store<f32>(target, load<f32>(source));
    source += 4;
    target += targetBytes;
  }
}
