import type { Demo } from "../demo.ts";
import { OpenCheckpoint } from "./open_checkpoint.tsx";
import recorded from "./recorded.json" with { type: "json" };
import type { CheckpointReport } from "./report_checkpoint.ts";

/** What the command's `inspect` prints, and the paper's figure 5. */
export const checkpoint: Demo<CheckpointReport> = {
  name: "checkpoint",
  path: "checkpoint/",
  title: "Open a checkpoint",
  summary: "What a trained network holds: settings, parameters, and its statistics over time.",
  lede: (
    <>
      Open a checkpoint that the command or this site has saved: see what is in it, and put it to
      work. It writes if it has learned characters, and reads your digits if it has learned those.
    </>
  ),
  text: (
    <>
      <h2>What you see</h2>
      <p>
        In use, each step is normalized with the mean and the variance that its term had over the
        training set at that step. At the first steps they change quickly, since the hidden state
        starts from nothing; after some dozens they are nearly constant. That is why one set for all
        steps will not do, and why sequences longer than any in training can use the last one (the
        paper’s figure 5).
      </p>
      <p>
        A file is checked whole before anything of it is shown: every byte must belong to its header
        or to one tensor, and its checksum must be right.
      </p>
    </>
  ),
  tasks: [],
  overrides: {},
  Component: OpenCheckpoint,
  recorded: recorded as unknown as CheckpointReport,
};
