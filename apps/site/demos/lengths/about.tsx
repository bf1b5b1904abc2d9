import type { Demo } from "../demo.ts";
import { DifferentLengths, type RecordedLengths } from "./different_lengths.tsx";
import recorded from "./recorded.json" with { type: "json" };

/** What the paper leaves open. */
export const lengths: Demo<RecordedLengths> = {
  name: "lengths",
  path: "lengths/",
  title: "Different lengths",
  summary: "How to normalize the last steps of a batch, where only a few rows are left.",
  lede: (
    <>
      The sequences of a batch end at different times, and statistics over the few that are left
      mean little. The paper leaves this open. Here the last steps borrow from the statistics of the
      last step that enough rows reached; move the slider to change how many are enough.
    </>
  ),
  text: (
    <>
      <h2>What you see</h2>
      <p>
        Each bar is a row, the longest on top. Blue steps are normalized with the statistics of
        their own rows, as in the paper. At orange steps too few rows are left, so a step’s own
        statistics are mixed with those of the last step that had enough. λ is the weight of its
        own: the fewer rows, the smaller. The rule, the alternatives that were tried, and the effect
        on results are described in <a href="../docs/variable-length/">the documentation</a>.
      </p>
      <p>
        The lower chart shows the gradient that reaches the input of a row at each step, for initial
        weights and random inputs: the last row left, normalized with nothing but itself, learns
        nothing from its last steps. Open a <a href="../checkpoint/">checkpoint</a>{" "}
        of a text model to see the same with that model and your own texts.
      </p>
      <p class="source">
        The lengths come from batches of the tasks <code>surname-language</code> and{" "}
        <code>language-id</code>.
      </p>
    </>
  ),
  tasks: [],
  overrides: {},
  Component: DifferentLengths,
  recorded,
};
