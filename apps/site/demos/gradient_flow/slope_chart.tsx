import type { VNode } from "preact";
import { LineChart } from "../../components/line_chart.tsx";

/** Quantiles of |z| for a standard normal z: a quarter and three quarters of the values lie below. */
const QUARTERS = [0.31864, 1.15035] as const;

/**
 * The slope of tanh at what a unit receives, on average and for the middle half of all inputs, against the standard
 * deviation of its input, which is γ after normalization (the paper, figure 2).
 */
export function SlopeChart({ gamma, steps }: { gamma: number; steps: number }): VNode {
  const deviations = Array.from({ length: 41 }, (_, i) => i / 40);
  const slope = meanSlope(gamma);
  const shown = slope < 0.9995 ? slope.toFixed(3) : slope.toFixed(4);
  return (
    <details class="why">
      <summary>Why: the slope of tanh</summary>
      <p>
        After normalization a unit’s input has the standard deviation γ. On its way back the
        gradient is multiplied by the slope of tanh there: {shown} on average at γ{" "}
        {gamma.toFixed(2)}, and it meets {steps}{" "}
        of them. The band holds the middle half of all inputs.
      </p>
      <LineChart
        label="Mean slope of tanh against the standard deviation of its input"
        x={{ title: "standard deviation of the input, γ", domain: [0, 1] }}
        y={{ title: "slope", domain: [0, 1] }}
        height={220}
        marker={{ x: Math.min(gamma, 1), y: meanSlope(Math.min(gamma, 1)), className: "series-bn" }}
        series={[{
          name: "E[tanh′(x)]",
          className: "series-bn",
          points: deviations.map((s) => [s, meanSlope(s)] as const),
          band: deviations.map((s) =>
            [s, 1 - Math.tanh(QUARTERS[1] * s) ** 2, 1 - Math.tanh(QUARTERS[0] * s) ** 2] as const
          ),
        }]}
      />
    </details>
  );
}

/** E[tanh′(x)] for x normal with mean 0 and a given standard deviation, by the trapezoidal rule. */
export function meanSlope(deviation: number): number {
  const [reach, pieces] = [8, 400];
  let sum = 0;
  for (let i = 0; i <= pieces; i++) {
    const z = reach * (2 * i / pieces - 1);
    const density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    sum += density * (1 - Math.tanh(deviation * z) ** 2);
  }
  return sum * 2 * reach / pieces;
}
