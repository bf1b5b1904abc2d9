import { tanhPassage } from "@bnlstm/train/figures/tanh";
import type { VNode } from "preact";
import { LineChart } from "../../components/line_chart.tsx";

/** The passage at every hundredth of γ. */
const PASSAGE = tanhPassage(101);

/** The mean slope of tanh for inputs whose standard deviation is γ, a multiple of 0.01 up to 1. */
export function meanSlope(gamma: number): number {
  return PASSAGE[Math.round(100 * gamma)].mean;
}

/** The slope of tanh, on average and for the middle half of all inputs (the paper, figure 2). */
export function SlopeChart({ gamma }: { gamma: number }): VNode {
  return (
    <details class="why">
      <summary>The slope of tanh at every γ</summary>
      <LineChart
        label="Mean slope of tanh against the standard deviation of its input"
        x={{ title: "standard deviation of the input, γ", domain: [0, 1] }}
        y={{ title: "slope", domain: [0, 1] }}
        height={220}
        marker={{ x: gamma, y: meanSlope(gamma), className: "series-bn" }}
        series={[{
          name: "mean; the band covers the middle half",
          className: "series-bn",
          points: PASSAGE.map(({ deviation, mean }) => [deviation, mean] as const),
          band: PASSAGE.map(({ deviation, lowerQuartile, upperQuartile }) =>
            [deviation, lowerQuartile, upperQuartile] as const
          ),
        }]}
      />
    </details>
  );
}
