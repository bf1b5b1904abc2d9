import type { Demo } from "../demo.ts";
import { DifferentLengths, type RecordedLengths } from "./different_lengths.tsx";
import recorded from "./recorded.json" with { type: "json" };

/** What the paper leaves open. */
export const lengths: Demo<RecordedLengths> = {
  name: "lengths",
  path: "lengths/",
  title: "Different lengths",
  summary: "What to normalize with at the end of a batch, where only few rows are left.",
  lede: (
    <>
      Sequences of a batch end at different times, and statistics over the few that are left mean
      little. The paper leaves this open. Here the last steps are filled up with what the last
      well-attended one had; move the share that counts as well-attended.
    </>
  ),
  text: (
    <>
      <h2>What you see</h2>
      <p>
        Each bar is a row, the longest on top. In blue, steps are normalized with the statistics of
        their own rows, as in the paper. In orange too few rows are left, and a step’s own
        statistics are mixed with those of the last step that had enough, in the proportion λ: the
        fewer rows, the less they count. The rule, what else was tried, and what it does to results
        is in <a href="../docs/variable-length/">the documentation</a>.
      </p>
      <p>
        Below, the gradient that reaches the input of a row at each step, for weights as they start
        and drawn inputs: normalized by itself alone, a row that is left learns nothing from its
        last steps.
      </p>
      <p class="source">
        Lengths are those of a batch of the tasks <code>surname-language</code> and{" "}
        <code>language-id</code>.
      </p>
    </>
  ),
  tasks: [],
  overrides: {},
  Component: DifferentLengths,
  recorded,
};
