import { addOuterProducts } from "./_add_outer_products.ts";

/**
 * The product of several Householder reflections, applied as one.
 *
 * With reflections `I − v vᵀ` of vectors of squared length 2 (or 0, which is no reflection), the columns of V
 * `[rows, width]`, their product is `I − V T Vᵀ` where T⁻¹ is `I` plus the part of `Vᵀ V` above the diagonal
 * (the compact WY representation of Schreiber and Van Loan). Three matrix products then replace one pass over
 * memory for each reflection.
 *
 * `rows` and `width` are multiples of 4; V is kept in two layouts, one for each of the products it is part of.
 */
export interface BlockReflector {
  /** Length of the vectors. */
  rows: number;
  /** How many there are. */
  width: number;
  /** V in groups of 4 columns: `[width / 4, rows, 4]`. */
  columns: Float64Array;
  /** Vᵀ in groups of 4 rows: `[rows / 4, width, 4]`. */
  rowGroups: Float64Array;
  /** Vᵀ V in tiles `[width / 4, width / 4, 4, 4]`, those on and above the diagonal. */
  products: Float64Array;
}

/** Prepares the product of the reflections with the given vectors, first to last; pads it with zeros. */
export function blockReflector(vectors: readonly Float64Array[], rows: number): BlockReflector {
  const tiles = Math.ceil(vectors.length / 4);
  const width = 4 * tiles;
  const columns = new Float64Array(rows * width);
  const rowGroups = new Float64Array(rows * width);
  vectors.forEach((vector, k) => {
    // Each is shorter than the one before: it reflects the last rows only.
    const first = k;
    for (let i = first; i - first < vector.length; i++) {
      const value = vector[i - first];
      columns[((k >> 2) * rows + i) * 4 + (k & 3)] = value;
      rowGroups[((i >> 2) * width + k) * 4 + (i & 3)] = value;
    }
  });
  const products = new Float64Array(width * width);
  for (let p = 0; p < tiles; p++) {
    for (let q = p; q < tiles; q++) {
      const tileAt = (p * tiles + q) * 16;
      addOuterProducts(columns, p * rows * 4, columns, q * rows * 4, rows, products, tileAt);
    }
  }
  return { rows, width, columns, rowGroups, products };
}

/**
 * Applies a block of reflections to four columns in place: `C ← C − V T Vᵀ C`.
 *
 * @param panel C `[rows, 4]`, from `at`.
 * @param work Room for `[width, 4]` numbers.
 */
export function reflectPanel(
  { rows, width, columns, rowGroups, products }: BlockReflector,
  panel: Float64Array,
  at: number,
  work: Float64Array,
): void {
  const tiles = width / 4;
  // Vᵀ C
  work.fill(0, 0, width * 4);
  for (let p = 0; p < tiles; p++) {
    addOuterProducts(columns, p * rows * 4, panel, at, rows, work, p * 16);
  }
  // −T Vᵀ C, by back substitution with T⁻¹
  for (let p = width - 1; p >= 0; p--) {
    let s0 = -work[p * 4], s1 = -work[p * 4 + 1], s2 = -work[p * 4 + 2], s3 = -work[p * 4 + 3];
    for (let q = p + 1; q < width; q++) {
      const product = products[((p >> 2) * tiles + (q >> 2)) * 16 + (p & 3) * 4 + (q & 3)];
      s0 -= product * work[q * 4];
      s1 -= product * work[q * 4 + 1];
      s2 -= product * work[q * 4 + 2];
      s3 -= product * work[q * 4 + 3];
    }
    work[p * 4] = s0;
    work[p * 4 + 1] = s1;
    work[p * 4 + 2] = s2;
    work[p * 4 + 3] = s3;
  }
  // C − V T Vᵀ C
  for (let i = 0; i < rows; i += 4) {
    addOuterProducts(rowGroups, i * width, work, 0, width, panel, at + i * 4);
  }
}
