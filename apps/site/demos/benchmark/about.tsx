import type { Demo } from "../demo.ts";
import { Benchmark } from "./benchmark.tsx";

/** How fast this machine is. */
export const benchmark: Demo = {
  name: "benchmark",
  path: "benchmark/",
  title: "Benchmark",
  summary: "How fast your machine trains a BN-LSTM, in every way your browser offers.",
  lede: (
    <>
      One training step of a BN-LSTM, timed in your browser: fused kernels in WebAssembly with one
      thread and with all, on the GPU where there is one, in plain JavaScript, and the same network
      composed of TensorFlow.js’s own operations; and a plain LSTM beside TensorFlow.js’s own layer.
    </>
  ),
  text: (
    <>
      <h2>How it is measured</h2>
      <p>
        First every implementation computes one step, and its loss and gradient are compared with
        those of the first that computes the same model. What does not agree is not timed. Then they
        take turns, so that what else the machine does falls on all alike; the first round does not
        count. Larger sizes, and libraries beside TensorFlow.js, are in{" "}
        <a href="../docs/benchmarks/">the documentation</a>.
      </p>
    </>
  ),
  tasks: [],
  overrides: {},
  Component: Benchmark,
  // Times of another machine would say nothing about this one.
  recorded: [],
};
