import { characters } from "../characters/about.tsx";
import type { Demo } from "../demo.ts";
import recorded from "./recorded.json" with { type: "json" };
import { type RecordedStatistics, StatisticsDemo } from "./statistics.tsx";

/** The paper's figure 5. */
export const statistics: Demo<RecordedStatistics> = {
  name: "statistics",
  path: "statistics/",
  title: "Statistics over time",
  summary:
    "Every step is normalized with statistics of its own. For how many steps are they needed?",
  lede: (
    <>
      A BN-LSTM keeps a mean and a variance for every time step. After a few steps they hardly
      change any more. Freeze them: what does the network lose if every step after T_max uses those
      of step T_max?
    </>
  ),
  text: (
    <>
      <h2>What you see</h2>
      <p>
        The upper chart shows the loss of a character model that reads texts three times as long as
        any in training. The lower one shows the mean of each of eight columns of a normalized term
        over the training text, at each step. The hidden state starts at zero, so the first steps
        are unlike all others: with the statistics of step 1 alone the network is lost. Here those
        of a few steps are nearly as good as all of them; tasks whose inputs change over time need
        more. That is why sequences longer than any in training can be read with the statistics of
        the last step (the paper’s figure 5 and its section 4).
      </p>
      <p>
        Train, and watch them settle. The statistics of a checkpoint saved by the command can be
        viewed in the same way:{" "}
        <a href="../checkpoint/">open it</a>. How statistics are kept, merged and estimated is
        described in <a href="../docs/statistics-store/">the documentation</a>.
      </p>
    </>
  ),
  tasks: characters.tasks,
  overrides: { ...characters.overrides, "training.steps": 600, "training.checkpointEvery": 600 },
  Component: StatisticsDemo,
  recorded: recorded as unknown as RecordedStatistics,
};
