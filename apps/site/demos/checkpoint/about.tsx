import type { Demo } from "../demo.ts";
import { OpenCheckpoint } from "./open_checkpoint.tsx";
import recorded from "./recorded.json" with { type: "json" };
import type { CheckpointReport } from "./report_checkpoint.ts";

/** What the command's `inspect` prints, and the paper's figure 5. */
export const checkpoint: Demo<CheckpointReport> = {
  name: "checkpoint",
  path: "checkpoint/",
  title: "Open a checkpoint",
  summary: "What a trained network consists of: settings, parameters, and statistics over time.",
  lede: (
    <>
      Open a checkpoint saved by the command or by this site, see what is in it, and try it out: a
      character model writes text, a digit model reads the digits you draw, and a text model tells
      languages apart and shows what texts of different length do to it.
    </>
  ),
  text: (
    <>
      <h2>What you see</h2>
      <p>
        After training, each term is normalized with the mean and the variance that it had over the
        training set at that step. Over the first steps they change quickly, since the hidden state
        starts at zero; after a few dozen they are nearly constant. That is why one set of
        statistics for all steps is not enough, and why sequences longer than any in training can
        use the last set (the paper’s figure 5).
      </p>
      <p>
        The whole file is checked before anything in it is shown: every byte must belong to its
        header or to exactly one tensor, and its checksum must be right.
      </p>
    </>
  ),
  tasks: [],
  overrides: {},
  Component: OpenCheckpoint,
  recorded: recorded as unknown as CheckpointReport,
};
