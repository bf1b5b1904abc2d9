import type { Demo } from "../demo.ts";
import { digits } from "../digits/about.tsx";
import { GradientFlowDemo, type RecordedFlows } from "./gradient_flow.tsx";
import recorded from "./recorded.json" with { type: "json" };

/** The paper's figures 1 and 2. */
export const gradientFlow: Demo<RecordedFlows> = {
  name: "gradient_flow",
  path: "gradient-flow/",
  title: "Gradient flow",
  summary: "Why γ starts at 0.1: how much of the gradient survives on its way back in time.",
  lede: (
    <>
      Batch normalization rescales what enters each unit to a standard deviation of γ, which usually
      starts at 1. This network reads a digit pixel by pixel and learns at the end whether it was
      right. Move γ, and watch the digit fade where that signal no longer arrives.
    </>
  ),
  text: (
    <>
      <h2>What you see</h2>
      <p>
        Each curve shows the norm of the gradient of the loss with respect to the hidden state at
        every time step, on a logarithmic scale. Read it from right to left: the loss is at the
        right end, and the gradient travels back in time. With γ at 1, the usual start of batch
        normalization, the gradient of the tanh RNN falls by tens of orders of magnitude. With γ at
        0.1 most of it arrives. That one number is half of the paper. The digit shows the same
        numbers: the more gradient reaches a row, the darker it is, and a row that less than a
        millionth reaches is white.
      </p>
      <p>
        The tanh RNN is that of the paper’s figure 1: its recurrent matrix is the identity, and the
        sum of both terms is normalized. A BN-LSTM has the opposite problem: with a large γ its
        gradient explodes. Its initial recurrent weights matter as much as γ: if they are four
        identity blocks, all gates see the same values, and the gradient vanishes at any γ. Choose
        49 steps to look again after some training, also of the plain LSTM; longer sequences are not
        trained here, because their images would be at least four times as much to load.{" "}
        <a href="../docs/figures/">The documentation</a> has the same figure at full length.
      </p>
    </>
  ),
  tasks: ["sequential-mnist"],
  // Trained as the digits are, so that what one page shows is what the other has learned.
  overrides: digits.overrides,
  Component: GradientFlowDemo,
  recorded: recorded as unknown as RecordedFlows,
};
