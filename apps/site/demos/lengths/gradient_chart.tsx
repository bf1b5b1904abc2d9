import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { LineChart } from "../../components/line_chart.tsx";

/** Milliseconds that the slider must rest. */
const PAUSE = 100;

/** Properties of {@linkcode GradientChart}. */
export interface GradientChartProps {
  lengths: readonly number[];
  minShare: number;
  /** The gradient that reaches the input of each step, with a share of rows that is enough. */
  load(minShare: number): Promise<number[]>;
}

/** Gradients at the input of each step, with `minShare` and without. */
export function GradientChart({ lengths, minShare, load }: GradientChartProps): VNode {
  const [own, setOwn] = useState<number[]>();
  const [filled, setFilled] = useState<number[]>();
  const [failure, setFailure] = useState<string>();
  const follow = (share: number, delay: number, show: (gradients: number[]) => void) => {
    let stale = false;
    const timer = setTimeout(() => {
      load(share).then(
        (gradients) => stale || show(gradients),
        (error: Error) => stale || setFailure(error.message),
      );
    }, delay);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  };
  const batch = String(lengths);
  useEffect(() => follow(0, 0, setOwn), [batch]);
  // A slider that is dragged asks for much that nobody waits for.
  useEffect(() => follow(minShare, PAUSE, setFilled), [batch, minShare]);
  const points = (values: number[] = []) => values.map((value, t) => [t, value] as const);
  if (failure !== undefined) return <p class="failure" role="alert">{failure}</p>;
  const highest = Math.max(...own ?? [], ...filled ?? []);
  return (
    <LineChart
      label="Gradient that reaches the input of each step, with minShare and without"
      x={{ title: "time step t", domain: [0, Math.max(1, lengths[0] - 1)] }}
      y={{
        title: "gradient that reaches the input of a row",
        domain: [0, highest > 0 ? 1.05 * highest : 1],
      }}
      height={220}
      series={[
        {
          name: "every step only its own statistics",
          className: "series-plain",
          points: points(own),
        },
        {
          name: `minShare ${minShare.toFixed(2)}`,
          className: "series-bn",
          points: points(filled),
        },
      ]}
    />
  );
}
