import { characters } from "../characters/about.tsx";
import type { Demo } from "../demo.ts";
import recorded from "./recorded.json" with { type: "json" };
import { type RecordedStatistics, StatisticsDemo } from "./statistics.tsx";

/** The paper's figure 5. */
export const statistics: Demo<RecordedStatistics> = {
  name: "statistics",
  path: "statistics/",
  title: "Statistics over time",
  summary: "Every step is normalized with statistics of its own: how many steps are enough?",
  lede: (
    <>
      A BN-LSTM keeps a mean and a variance for every time step. After some steps they hardly change
      any more. Freeze them: what does the network lose if those of step T_max serve every later
      one?
    </>
  ),
  text: (
    <>
      <h2>What you see</h2>
      <p>
        Above, the loss of a character model that reads texts three times as long as any in
        training. Below, what each of eight columns of a normalized term was on average over the
        training text, at each step. The hidden state starts from nothing, so the first steps are
        unlike all others: with the statistics of step 1 alone the network is lost. Those of a few
        steps are nearly as good as all of them here; tasks whose inputs change over time need more.
        That is why sequences longer than any in training can be read with the statistics of the
        last step (the paper’s figure 5 and its section 4).
      </p>
      <p>
        Train, and see them settle. A checkpoint of the command can be looked at in the same way:
        {" "}
        <a href="../checkpoint/">open it</a>. How they are kept, merged and estimated is in{" "}
        <a href="../docs/statistics-store/">the documentation</a>.
      </p>
    </>
  ),
  tasks: characters.tasks,
  overrides: { ...characters.overrides, "training.steps": 600, "training.checkpointEvery": 600 },
  Component: StatisticsDemo,
  recorded: recorded as unknown as RecordedStatistics,
};
