/** Placeholder until the blocked QR lands: modified Gram-Schmidt. */
export function orthogonal(rows: number, columns: number, random: () => number): Float32Array {
  const n = Math.max(rows, columns);
  const k = Math.min(rows, columns);
  const q: Float64Array[] = [];
  for (let i = 0; i < k; i++) {
    const v = Float64Array.from(
      { length: n },
      () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
    );
    for (let pass = 0; pass < 2; pass++) {
      for (const u of q) {
        let dot = 0;
        for (let j = 0; j < n; j++) dot += u[j] * v[j];
        for (let j = 0; j < n; j++) v[j] -= dot * u[j];
      }
    }
    const norm = Math.hypot(...v);
    q.push(v.map((value) => value / norm));
  }
  const matrix = new Float32Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      matrix[r * columns + c] = rows <= columns ? q[r][c] : q[c][r];
    }
  }
  return matrix;
}
