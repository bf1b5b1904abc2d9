import type { BnLstmAttributes } from "@bnlstm/core/kernels";
import { columnMoments } from "../arrays/column_moments.ts";
import type { Matrix } from "../arrays/matrix.ts";
import { mergeMoments } from "./merge_moments.ts";
import { recordMoments, setScale, type Site } from "./site.ts";

/**
 * Statistics of a `"sequence"` site, over all active pairs (docs/rules.md#r8). The moments of the steps are
 * merged by count, so that the term of a step need not be kept; then those of other processes are merged in.
 *
 * @param site The site; its `statistics` and `scale` are set.
 * @param term The matrix in which `computeTerm` leaves the term of a step `[features, n]`.
 * @param computeTerm Computes the term of step t.
 */
export function scaleSequence(
  site: Site,
  term: Matrix,
  computeTerm: (t: number) => void,
  { schedule, epsilon, ranks }: BnLstmAttributes,
): void {
  if (schedule.training) {
    const { features, moments: { mean, variance } } = site;
    const step = { mean: new Float64Array(features), variance: new Float64Array(features) };
    const { active, steps } = schedule;
    // Other processes may have longer rows; then this one has nothing to add.
    for (let t = 0, count = 0; t < steps && active[t] > 0; count += active[t], t++) {
      computeTerm(t);
      columnMoments(term, features, active[t], step);
      const weight = active[t] / (count + active[t]);
      for (let j = 0; j < features; j++) {
        const shift = step.mean[j] - mean[j];
        mean[j] += weight * shift;
        variance[j] += weight * (step.variance[j] - variance[j] + (1 - weight) * shift * shift);
      }
    }
    if (ranks) mergeMoments([site.moments], schedule.pairs, schedule.batchPairs, ranks);
    recordMoments(site, 0);
  }
  setScale(site, 0, schedule.training ? 1 : 0, -1, epsilon);
}
