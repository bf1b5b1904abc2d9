import type { Demo } from "../demo.ts";
import { Benchmark } from "./benchmark.tsx";

/** How fast this machine is. */
export const benchmark: Demo = {
  name: "benchmark",
  path: "benchmark/",
  title: "Benchmark",
  summary: "How fast your machine trains a BN-LSTM, on every backend your browser offers.",
  lede: (
    <>
      One training step of a BN-LSTM, timed in your browser: with fused kernels in WebAssembly on
      one thread and on all, on the GPU if there is one, and in plain JavaScript; composed of
      TensorFlow.js’s own operations; and in jax-js. For comparison there is a plain LSTM, as fused
      kernels and as TensorFlow.js’s own layer.
    </>
  ),
  text: (
    <>
      <h2>How it is measured</h2>
      <p>
        First every implementation computes one step, and its loss and gradient are compared with
        those of the first one listed for the same model. An implementation that does not agree is
        not timed. Then they take turns, so that whatever else the machine is doing slows all of
        them alike; the first round does not count. Everything is loaded when you start; jax-js
        compiles the whole network first, which takes some seconds. A link to the result holds the
        medians: whoever opens it sees them beside their own. Larger sizes and other libraries are
        in <a href="../docs/benchmarks/">the documentation</a>.
      </p>
    </>
  ),
  tasks: [],
  overrides: {},
  Component: Benchmark,
  // Times of another machine would say nothing about this one.
  recorded: [],
};
