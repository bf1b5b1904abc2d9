import { stepSchedule } from "@bnlstm/core/reference";

/** A batch of rows of different length, laid out over time. */
export interface BatchLayout {
  /** Steps of each row, longest first. */
  lengths: number[];
  /** n_t: rows that are active at step t. */
  active: number[];
  /** λ_t: how much of the statistics at step t is its own. */
  blend: number[];
  /** T*: the last step with enough rows, whose statistics fill up the later ones. */
  priorStep: number;
  /** m: rows that are enough. */
  enough: number;
}

/** Lays a batch out with the schedule that training uses (docs/rules.md, R7). */
export function batchLayout(lengths: readonly number[], minShare: number): BatchLayout {
  const sorted = [...lengths].sort((a, b) => b - a);
  const { active, blend, priorStep } = stepSchedule({
    timeSteps: sorted[0],
    batchSize: sorted.length,
    lengths: sorted,
    mode: "train",
    minShare,
  });
  return {
    lengths: sorted,
    active: [...active],
    blend: [...blend],
    priorStep,
    enough: minShare * sorted.length,
  };
}
