import type { StoredTable } from "./statistics_store.ts";

/** A `StoredTable` whose numbers may be held by anything indexable. */
export type WeightedTable = { readonly [K in keyof StoredTable]: ArrayLike<number> };

/**
 * The weighted mixture of two tables, row by row; the longer one sets the number of rows.
 *
 *     w = w_a + w_b
 *     μ = (w_a μ_a + w_b μ_b) / w
 *     v = (w_a v_a + w_b v_b) / w  [+ (w_a / w) (w_b / w) (μ_a − μ_b)²]
 *
 * The bracket is the spread between the two means. With it, and with the numbers of data rows as weights, (μ,
 * v) are the exact moments of both groups taken together (Chan, Golub and LeVeque's pairwise formula). Without
 * it v is the average of the two variances.
 *
 * The formula is symmetric, so swapping the tables changes no bit, and a row that weighs nothing leaves
 * the other one as it is.
 */
export function mixTables(
  a: WeightedTable,
  b: WeightedTable,
  features: number,
  withSpreadOfMeans: boolean,
): StoredTable {
  const rows = Math.max(a.weight.length, b.weight.length);
  const weight = new Float64Array(rows);
  const mean = new Float64Array(rows * features);
  const variance = new Float64Array(rows * features);
  for (let row = 0; row < rows; row++) {
    const weightA = a.weight[row] ?? 0;
    const weightB = b.weight[row] ?? 0;
    const total = weightA + weightB;
    weight[row] = total;
    const start = row * features;
    const end = start + features;
    if (weightA === 0 || weightB === 0) {
      if (total === 0) continue;
      const only = weightA > 0 ? a : b;
      for (let k = start; k < end; k++) {
        mean[k] = only.mean[k];
        variance[k] = only.variance[k];
      }
      continue;
    }
    const spread = withSpreadOfMeans ? (weightA / total) * (weightB / total) : 0;
    for (let k = start; k < end; k++) {
      mean[k] = (weightA * a.mean[k] + weightB * b.mean[k]) / total;
      variance[k] = (weightA * a.variance[k] + weightB * b.variance[k]) / total +
        spread * (a.mean[k] - b.mean[k]) ** 2;
    }
  }
  return { weight, mean, variance };
}
